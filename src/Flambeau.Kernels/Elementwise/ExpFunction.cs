using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The exponential function in single precision throughout, to about one unit in the last place.</summary>
internal static class ExpFunction
{
    /// <summary>1.5 2^23: adding and taking it away rounds a small float to a whole number.</summary>
    public const float Rounder = 12582912;

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
        where TLanes : unmanaged, ILanes<TLanes> => OfBounded(Bounded(x));

    /// <summary>2 to the power of each lane, which are floats from -127, which gives 0, to 127.</summary>
    /// <remarks>
    /// x = n + r with |r| at most 1/2; a polynomial of the sixth degree for 2^r, fitted to the smallest largest error, leaves 2e-9.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes PowerOfTwo<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes rounded = x + TLanes.Create(Rounder);
        TLanes r = x - (rounded - TLanes.Create(Rounder));
        TLanes square = r * r;
        TLanes second = TLanes.MultiplyAdd(r, TLanes.Create(0.05550328f), TLanes.Create(0.24022651f));
        TLanes fourth = TLanes.MultiplyAdd(r, TLanes.Create(0.001340027f), TLanes.Create(0.009618004f));
        TLanes series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(TLanes.Create(1.5476300e-4f), square, fourth), square, second);
        series = TLanes.MultiplyAdd(series, square, TLanes.Create(0.6931472f) * r) + TLanes.One;
        return TLanes.AddExponent(series, rounded);
    }

    /// <summary>e to the power of each lane, which are floats from -104 to 89.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfBounded<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes lessOne = Reduced(x, out TLanes n);
        return TLanes.TimesPowerOfTwo(lessOne + TLanes.One, n);
    }

    /// <summary>e to the power of each lane, which are floats, less 1; as exact for small lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LessOne<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes lessOne = Reduced(Bounded(x), out TLanes n);
        return TLanes.TimesPowerOfTwo(lessOne, n) + (TLanes.TimesPowerOfTwo(TLanes.One, n) - TLanes.One);
    }

    /// <summary>2 to the power of each lane, which are floats of any size, to about one unit in the last place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfTwo<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // on the right, where NaN stays
        x = TLanes.MinNative(TLanes.Create(129f), TLanes.MaxNative(TLanes.Create(-151f), x));
        TLanes n = (x + TLanes.Create(Rounder)) - TLanes.Create(Rounder);
        return TLanes.TimesPowerOfTwo(Series((x - n) * TLanes.Create(0.6931472f)) + TLanes.One, n);
    }

    // on the right, where NaN stays
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Bounded<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.MinNative(TLanes.Create(Most), TLanes.MaxNative(TLanes.Create(Least), x));

    /// <summary>e^r - 1, where x = n ln 2 + r.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduced<TLanes>(TLanes x, out TLanes n)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        n = TLanes.MultiplyAdd(x, TLanes.Create(1.44269504f), TLanes.Create(Rounder)) - TLanes.Create(Rounder);
        TLanes r = TLanes.MultiplyAdd(n, TLanes.Create(-LnTwoHigh), x);
        r = TLanes.MultiplyAdd(n, TLanes.Create(-LnTwoLow), r);

        return Series(r);
    }

    // e^r - 1 for |r| of at most ln 2 / 2
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Series<TLanes>(TLanes r)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // in pairs: a chain of products one after the other is longer than what a shared core looks ahead
        TLanes square = r * r;
        TLanes second = TLanes.MultiplyAdd(r, TLanes.Create(1f / 6), TLanes.Create(0.5f));
        TLanes fourth = TLanes.MultiplyAdd(r, TLanes.Create(1f / 120), TLanes.Create(1f / 24));
        TLanes sixth = TLanes.MultiplyAdd(r, TLanes.Create(1f / 5040), TLanes.Create(1f / 720));
        TLanes series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(sixth, square, fourth), square, second);
        return TLanes.MultiplyAdd(series, square, r);
    }
}
