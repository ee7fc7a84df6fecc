using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The natural logarithm of floats and doubles, to within one unit in the last place.</summary>
/// <remarks>
/// x = 2^n (1 + f) with 1 + f from the square root of one half to that of two; with s = f / (2 + f),
/// log(1 + f) = 2 artanh(s) = f - f^2/2 + s (f^2/2 + s^2 P(s^2)). P goes through Chebyshev's nodes and leaves 2e-11 of s for floats, 5e-18 for doubles.
/// </remarks>
internal static class LogFunction
{
    /// <summary>The natural logarithm of each lane: -infinity of 0, NaN below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Log<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // what is below the normal numbers is made one; by a factor, for choosing between two products took four times as long with 512 bits
        TLanes small = TLanes.LessThan(x, TLanes.Create(TLanes.IsSingle ? 1.17549435e-38f : 2.2250738585072014e-308));
        TLanes factor = TLanes.Select(small, TLanes.Create(TLanes.IsSingle ? 8388608f : 4503599627370496), TLanes.One);
        TLanes power = TLanes.Select(small, TLanes.Create(TLanes.IsSingle ? -23f : -52f), TLanes.Zero);
        return OrSpecial(x, OfNormal(x * factor, power, TLanes.Zero));
    }

    /// <summary>The natural logarithm of 1 plus each lane, as exact for small lanes: -infinity of -1, NaN below it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OnePlus<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // the part of x that its sum with 1 loses comes back as the first term of the series there
        TLanes sum = TLanes.One + x;
        TLanes lost = (x - (sum - TLanes.One)) / sum;
        return OrSpecial(sum, OfNormal(sum, TLanes.Zero, lost));
    }

    /// <summary>The natural logarithm of 1 plus each lane, which are from 0 to 1, as exact for small lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes OnePlusOfUnit<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // from the square root of two less one on, n is 1
        TLanes large = TLanes.GreaterThan(x, TLanes.Create(0.41421356f));
        TLanes f = TLanes.Select(large, TLanes.Create(0.5f) * (x - TLanes.One), x);
        return TLanes.Select(large, TLanes.Create(0.6931471805599453), TLanes.Zero) + OfOnePlus(f, TLanes.Zero);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes OrSpecial<TLanes>(TLanes x, TLanes log)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // infinity and NaN stay as they are
        TLanes result = TLanes.Select(TLanes.LessThan(x, TLanes.Create(double.PositiveInfinity)), log, x);
        TLanes none = TLanes.Select(TLanes.Equals(x, TLanes.Zero), TLanes.Create(double.NegativeInfinity), TLanes.Create(double.NaN));
        return TLanes.Select(TLanes.LessThanOrEqual(x, TLanes.Zero), none, result);
    }

    // the logarithm of 2^power x, and the addend
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes OfNormal<TLanes>(TLanes x, TLanes power, TLanes addend)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes n = TLanes.Exponent(x);
        TLanes f = TLanes.AddExponent(x, ExpFunction.RounderLanes<TLanes>() - n) - TLanes.One;
        n += power;

        // ln 2 in two parts; the first has so few bits that its product is exact
        TLanes low = TLanes.MultiplyAdd(n, TLanes.Create(TLanes.IsSingle ? -2.12194440e-4 : 1.9082149292705877e-10), addend);
        return TLanes.MultiplyAdd(n, TLanes.Create(TLanes.IsSingle ? 0.693359375 : 0.6931471803691238), OfOnePlus(f, low));
    }

    // log(1 + f), and an addend that is small beside it
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes OfOnePlus<TLanes>(TLanes f, TLanes addend)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes s = f / (f + TLanes.Create(2f));
        TLanes square = s * s;
        TLanes half = TLanes.Create(0.5f) * f * f;
        TLanes series = TLanes.MultiplyAdd(TLanes.IsSingle ? SingleSeries(square) : DoubleSeries(square), square, half);
        return f - (half - TLanes.MultiplyAdd(s, series, addend));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SingleSeries<TLanes>(TLanes square)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes sum = TLanes.MultiplyAdd(TLanes.Create(0.23330467f), square, TLanes.Create(0.2855082f));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(0.40000123f));
        return TLanes.MultiplyAdd(sum, square, TLanes.Create(0.6666667f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes DoubleSeries<TLanes>(TLanes square)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes fourth = square * square;
        TLanes low = TLanes.MultiplyAdd(square, TLanes.Create(0.39999999999899505), TLanes.Create(0.666666666666667));
        TLanes middle = TLanes.MultiplyAdd(square, TLanes.Create(0.2222221113479508), TLanes.Create(0.28571428625975487));
        TLanes high = TLanes.MultiplyAdd(square, TLanes.Create(0.15331721600556042), TLanes.Create(0.18182889125261723));
        high = TLanes.MultiplyAdd(TLanes.Create(0.14616449685043406), fourth, high);
        return TLanes.MultiplyAdd(TLanes.MultiplyAdd(high, fourth, middle), fourth, low);
    }
}
