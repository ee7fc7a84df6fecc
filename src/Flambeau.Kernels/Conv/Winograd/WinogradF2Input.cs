using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>B' of F(2x2, 3x3): the transform of the input.</summary>
internal readonly unsafe struct WinogradF2Input : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 4;

    /// <inheritdoc/>
    public static int Out => 4;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Apply<TLanes>(float* source, nint sourceStep, float* target, nint targetStep)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes x0 = TLanes.Load(source);
        TLanes x1 = TLanes.Load(source + sourceStep);
        TLanes x2 = TLanes.Load(source + 2 * sourceStep);
        TLanes x3 = TLanes.Load(source + 3 * sourceStep);
        (x0 - x2).Store(target);
        (x1 + x2).Store(target + targetStep);
        (x2 - x1).Store(target + 2 * targetStep);
        (x3 - x1).Store(target + 3 * targetStep);
    }
}
