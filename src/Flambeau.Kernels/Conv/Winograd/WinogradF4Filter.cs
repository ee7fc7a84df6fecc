using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>G of F(4x4, 3x3): the transform of a kernel.</summary>
internal readonly unsafe struct WinogradF4Filter : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 3;

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
        TLanes sixth = TLanes.Create(-1 / 6f), a = sixth * (x0 + x2), b = sixth * x1;
        TLanes c = TLanes.MultiplyAdd(TLanes.Create(1 / 24f), x0, TLanes.Create(1 / 6f) * x2);
        TLanes d = TLanes.Create(1 / 12f) * x1;
        (TLanes.Create(0.25f) * x0).Store(target);
        (a + b).Store(target + targetStep);
        (a - b).Store(target + 2 * targetStep);
        (c + d).Store(target + 3 * targetStep);
        (c - d).Store(target + 4 * targetStep);
        x2.Store(target + 5 * targetStep);
    }
}
