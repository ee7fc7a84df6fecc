using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The exponential function in double precision, to within one unit in the last place.</summary>
/// <remarks>
/// The run-time's <c>Vector128.Exp</c> of doubles stays a call, and one that is not optimised at first: softmax took 20 times as long in a
/// program's first minutes.
/// </remarks>
internal static class DoubleExpFunction
{
    /// <summary>1.5 2^52: adding and taking it away rounds a small double to a whole number.</summary>
    public const double Rounder = 6755399441055744;

    // Beyond these the result is zero or infinity.
    private const double Least = -746;
    private const double Most = 710;

    // ln 2 in two parts; the first has so few bits (32) that a product with the exponent is exact.
    private const double LnTwoHigh = 0.6931471803691238;
    private const double LnTwoLow = 1.9082149292705877e-10;

    /// <summary>e to the power of each lane, which are doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes lessOne = Reduced(Bounded(x), out TLanes n);
        return TLanes.TimesPowerOfTwo(lessOne + TLanes.One, n);
    }

    /// <summary>e to the power of each lane, which are doubles, less 1; as exact for small lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LessOne<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes lessOne = Reduced(Bounded(x), out TLanes n);
        return TLanes.TimesPowerOfTwo(lessOne, n) + (TLanes.TimesPowerOfTwo(TLanes.One, n) - TLanes.One);
    }

    /// <summary>2 to the power of each lane, which are doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfTwo<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // on the right, where NaN stays
        x = TLanes.MinNative(TLanes.Create(1025.0), TLanes.MaxNative(TLanes.Create(-1076.0), x));
        TLanes n = (x + TLanes.Create(Rounder)) - TLanes.Create(Rounder);
        return TLanes.TimesPowerOfTwo(Series((x - n) * TLanes.Create(0.6931471805599453)) + TLanes.One, n);
    }

    // on the right, where NaN stays
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Bounded<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.MinNative(TLanes.Create(Most), TLanes.MaxNative(TLanes.Create(Least), x));

    // e^r - 1, where x = n ln 2 + r
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduced<TLanes>(TLanes x, out TLanes n)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        n = TLanes.MultiplyAdd(x, TLanes.Create(1.4426950408889634), TLanes.Create(Rounder)) - TLanes.Create(Rounder);
        TLanes r = TLanes.MultiplyAdd(n, TLanes.Create(-LnTwoHigh), x);
        return Series(TLanes.MultiplyAdd(n, TLanes.Create(-LnTwoLow), r));
    }

    // e^r - 1 for |r| of at most ln 2 / 2: (e^r - 1 - r) / r^2 by a polynomial of the tenth degree through Chebyshev's nodes, which leaves 3e-19 of e^r
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Series<TLanes>(TLanes r)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // in pairs, as the floats' series
        TLanes square = r * r;
        TLanes fourth = square * square;
        TLanes second = TLanes.MultiplyAdd(r, TLanes.Create(0.1666666666666667), TLanes.Create(0.5));
        TLanes low = TLanes.MultiplyAdd(r, TLanes.Create(0.008333333333326141), TLanes.Create(0.04166666666666667));
        low = TLanes.MultiplyAdd(low, square, second);
        TLanes sixth = TLanes.MultiplyAdd(r, TLanes.Create(1.9841269874800493e-4), TLanes.Create(0.0013888888888883752));
        TLanes middle = TLanes.MultiplyAdd(r, TLanes.Create(2.7557255425746435e-6), TLanes.Create(2.4801587325533363e-5));
        middle = TLanes.MultiplyAdd(middle, square, sixth);
        TLanes high = TLanes.MultiplyAdd(r, TLanes.Create(2.510520637395701e-8), TLanes.Create(2.7557273661348637e-7));
        high = TLanes.MultiplyAdd(TLanes.Create(2.0914679376583935e-9), square, high);
        TLanes series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(high, fourth, middle), fourth, low);
        return TLanes.MultiplyAdd(series, square, r);
    }
}
