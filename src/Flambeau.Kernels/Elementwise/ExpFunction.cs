using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The exponential function, in the lanes' own precision throughout, to about one unit in the last place.</summary>
/// <remarks>
/// The run-time's <c>Vector128.Exp</c> of doubles stays a call, and one that is not optimised until the compiler comes back to it: till then
/// softmax took 20 times as long.
/// </remarks>
internal static partial class ExpFunction
{
    /// <summary>1.5 2^23: adding and taking it away rounds a small float to a whole number.</summary>
    public const float Rounder = 12582912;

    /// <summary>1.5 2^52: the same for doubles.</summary>
    public const double DoubleRounder = 6755399441055744;

    /// <summary>e to the power of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Exp<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => OfBounded(Bounded(x));

    /// <summary>e to the power of each lane: floats from -104 to 89, doubles from -746 to 710.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfBounded<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes lessOne = Reduced(x, out TLanes n);
        return TLanes.TimesPowerOfTwo(lessOne + TLanes.One, n);
    }

    /// <summary>e to the power of each lane, less 1, as exact for small lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes LessOne<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes lessOne = Reduced(Bounded(x), out TLanes n);
        return TLanes.TimesPowerOfTwo(lessOne, n) + (TLanes.TimesPowerOfTwo(TLanes.One, n) - TLanes.One);
    }

    /// <summary>2 to the power of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OfTwo<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        x = Between(TLanes.Create(TLanes.IsSingle ? -151f : -1076f), x, TLanes.Create(TLanes.IsSingle ? 129f : 1025f));
        TLanes n = (x + RounderLanes<TLanes>()) - RounderLanes<TLanes>();
        return TLanes.TimesPowerOfTwo(Series((x - n) * TLanes.Create(0.6931471805599453)) + TLanes.One, n);
    }

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

    /// <summary>The number that rounds, in all lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes RounderLanes<TLanes>()
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.Create(TLanes.IsSingle ? Rounder : DoubleRounder);

    // what lies beyond gives zero or infinity
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Bounded<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        Between(TLanes.Create(TLanes.IsSingle ? -104f : -746f), x, TLanes.Create(TLanes.IsSingle ? 89f : 710f));

    // x on the right, where NaN stays
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Between<TLanes>(TLanes least, TLanes x, TLanes most)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.MinNative(most, TLanes.MaxNative(least, x));

    // e^r - 1, where x = n ln 2 + r; ln 2 in two parts, the first of which has so few bits that its product with n is exact
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Reduced<TLanes>(TLanes x, out TLanes n)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        n = TLanes.MultiplyAdd(x, TLanes.Create(1.4426950408889634), RounderLanes<TLanes>()) - RounderLanes<TLanes>();
        TLanes r = TLanes.MultiplyAdd(n, TLanes.Create(TLanes.IsSingle ? -0.693359375 : -0.6931471803691238), x);
        return Series(TLanes.MultiplyAdd(n, TLanes.Create(TLanes.IsSingle ? 2.12194440e-4 : -1.9082149292705877e-10), r));
    }
}
