using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>A' of F(4x4, 3x3): from products to outputs.</summary>
internal readonly unsafe struct WinogradF4Output : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 6;

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
        TLanes x4 = TLanes.Load(source + 4 * sourceStep);
        TLanes x5 = TLanes.Load(source + 5 * sourceStep);
        TLanes a = x1 + x2, b = x1 - x2, c = x3 + x4, d = x3 - x4;
        (x0 + a + c).Store(target);
        TLanes.MultiplyAdd(TLanes.Create(2), d, b).Store(target + targetStep);
        TLanes.MultiplyAdd(TLanes.Create(4), c, a).Store(target + 2 * targetStep);
        (TLanes.MultiplyAdd(TLanes.Create(8), d, b) + x5).Store(target + 3 * targetStep);
    }
}
