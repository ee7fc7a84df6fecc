using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>G' of F(2x2, 3x3): from the gradient of a transformed kernel to that of the kernel.</summary>
internal readonly unsafe struct WinogradF2FilterGradient : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 4;

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
        TLanes half = TLanes.Create(0.5f), a = half * (x1 + x2), b = half * (x1 - x2);
        (x0 + a).Store(target);
        b.Store(target + targetStep);
        (a + x3).Store(target + 2 * targetStep);
    }
}
