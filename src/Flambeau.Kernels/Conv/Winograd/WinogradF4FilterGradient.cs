using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>G' of F(4x4, 3x3): from the gradient of a transformed kernel to that of the kernel.</summary>
internal readonly unsafe struct WinogradF4FilterGradient : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 6;

    /// <inheritdoc/>
    public static int Out => 3;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes>(float* source, nint sourceStep, float* target, nint targetStep)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes x0 = TLanes.Load(source);
        TLanes x1 = TLanes.Load(source + sourceStep);
        TLanes x2 = TLanes.Load(source + 2 * sourceStep);
        TLanes x3 = TLanes.Load(source + 3 * sourceStep);
        TLanes x4 = TLanes.Load(source + 4 * sourceStep);
        TLanes x5 = TLanes.Load(source + 5 * sourceStep);
        TLanes sixth = TLanes.Create(1 / 6f), a = x1 + x2, b = x2 - x1, c = x3 + x4, d = x3 - x4;
        TLanes first = TLanes.MultiplyAdd(TLanes.Create(0.25f), x0, TLanes.Create(1 / 24f) * c);
        (first - sixth * a).Store(target);
        TLanes.MultiplyAdd(sixth, b, TLanes.Create(1 / 12f) * d).Store(target + targetStep);
        TLanes.MultiplyAdd(sixth, c - a, x5).Store(target + 2 * targetStep);
    }
}
