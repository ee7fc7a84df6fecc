using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>B' of F(4x4, 3x3): the transform of the input.</summary>
internal readonly unsafe struct WinogradF4Input : ILineTransform
{
    /// <inheritdoc/>
    public static int In => 6;

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
        TLanes x4 = TLanes.Load(source + 4 * sourceStep);
        TLanes x5 = TLanes.Load(source + 5 * sourceStep);
        TLanes two = TLanes.Create(2), four = TLanes.Create(4);
        TLanes minusFour = TLanes.Create(-4), minusFive = TLanes.Create(-5);
        TLanes a = TLanes.MultiplyAdd(minusFour, x2, x4), b = TLanes.MultiplyAdd(minusFour, x1, x3);
        TLanes c = x4 - x2, d = two * (x3 - x1);
        TLanes.MultiplyAdd(four, x0, TLanes.MultiplyAdd(minusFive, x2, x4)).Store(target);
        (a + b).Store(target + targetStep);
        (a - b).Store(target + 2 * targetStep);
        (c + d).Store(target + 3 * targetStep);
        (c - d).Store(target + 4 * targetStep);
        TLanes.MultiplyAdd(four, x1, TLanes.MultiplyAdd(minusFive, x3, x5)).Store(target + 5 * targetStep);
    }
}
