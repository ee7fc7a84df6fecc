using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The exponential function in single precision throughout, to about one unit in the last place.</summary>
internal static class ExpFunction
{
    // Adding and taking away 1.5 * 2^23 rounds a small float to a whole number.
    private const float Magic = 12582912;

    // Beyond these the result is zero or infinity.
    private const float Least = -104;
    private const float Most = 89;

    // ln 2 in two parts; the first has so few bits that a product with the exponent is exact.
    private const float LnTwoHigh = 0.693359375f;
    private const float LnTwoLow = -2.12194440e-4f;

    /// <summary>e to the power of each lane, which are floats.</summary>
    /// <remarks>
    /// x = n ln 2 + r with |r| at most ln 2 / 2; Taylor's series of e^r to the seventh power leaves 5e-9.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes bounded = TLanes.MinNative(TLanes.MaxNative(x, TLanes.Create(Least)), TLanes.Create(Most));
        return TLanes.Select(TLanes.Equals(x, x), OfBounded(bounded), x);
    }

    /// <summary>e to the power of each lane, which are floats from -104 to 89.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfBounded<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes n = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504f), TLanes.Create(Magic)) - TLanes.Create(Magic);
        TLanes r = TLanes.MultiplyAdd(n, TLanes.Create(-LnTwoHigh), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(-LnTwoLow), r);

        // in pairs: a chain of products one after the other is longer than what a shared core looks ahead
        TLanes square = r * r;
        TLanes second = TLanes.MultiplyAdd(r, TLanes.Create(1f / 6), TLanes.Create(0.5f));
        TLanes fourth = TLanes.MultiplyAdd(r, TLanes.Create(1f / 120), TLanes.Create(1f / 24));
        TLanes sixth = TLanes.MultiplyAdd(r, TLanes.Create(1f / 5040), TLanes.Create(1f / 720));
        TLanes series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(sixth, square, fourth), square, second);
        series = TLanes.MultiplyAdd(series, square, r) + TLanes.One;
        return TLanes.TimesPowerOfTwo(series, n);
    }
}
