using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>A of F(2x2, 3x3): from the gradient of outputs to that of products.</summary>
internal readonly unsafe struct WinogradF2OutputGradient : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 2;

    /// <inheritdoc/>
    public static int Out => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes>(float* source, nint sourceStep, float* target, nint targetStep)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes x0 = TLanes.Load(source);
        TLanes x1 = TLanes.Load(source + sourceStep);
        x0.Store(target);
        (x0 + x1).Store(target + targetStep);
        (x0 - x1).Store(target + 2 * targetStep);
        x1.Store(target + 3 * targetStep);
    }
}
