using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>A of F(4x4, 3x3): from the gradient of outputs to that of products.</summary>
internal readonly unsafe struct WinogradF4OutputGradient : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 4;

    /// <inheritdoc/>
    public static int Out => 6;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes>(float* source, nint sourceStep, float* target, nint targetStep)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes x0 = TLanes.Load(source);
        TLanes x1 = TLanes.Load(source + sourceStep);
        TLanes x2 = TLanes.Load(source + 2 * sourceStep);
        TLanes x3 = TLanes.Load(source + 3 * sourceStep);
        TLanes a = x0 + x2, b = x1 + x3;
        TLanes c = TLanes.MultiplyAdd(TLanes.Create(4), x2, x0), d = TLanes.MultiplyAdd(TLanes.Create(8), x3, x1 + x1);
        x0.Store(target);
        (a + b).Store(target + targetStep);
        (a - b).Store(target + 2 * targetStep);
        (c + d).Store(target + 3 * targetStep);
        (c - d).Store(target + 4 * targetStep);
        x3.Store(target + 5 * targetStep);
    }
}
