using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>G of F(2x2, 3x3): the transform of a kernel.</summary>
internal readonly unsafe struct WinogradF2Filter : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 3;

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
        TLanes half = TLanes.Create(0.5f), a = half * (x0 + x2), b = half * x1;
        x0.Store(target);
        (a + b).Store(target + targetStep);
        (a - b).Store(target + 2 * targetStep);
        x2.Store(target + 3 * targetStep);
    }
}
