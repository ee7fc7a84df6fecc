using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The error function, its complement and its inverse.</summary>
internal static class ErrorFunction
{
    private const double TwoOverRootPi = 1.1283791670955126;

    /// <summary>The error function of each lane, which are floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erf<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes magnitude = TLanes.MinNative(TLanes.Abs(x), TLanes.Create(4f));
        TLanes near = TLanes.MultiplyAdd(Near(x * x), x, x);
        TLanes exponent = TLanes.MultiplyAdd(Far(magnitude), magnitude, magnitude);
        TLanes far = TLanes.CopySign(TLanes.One - ExpFunction.OfBounded(-exponent), x);

        // NaN fails every comparison and comes through the series
        return TLanes.Select(TLanes.GreaterThan(TLanes.Abs(x), TLanes.Create(0.95f)), far, near);
    }

    /// <summary>The standard normal distribution function of each lane, which are floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Normal<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes tail = TLanes.Create(0.5f) * TwoTails(Bounded(x));
        return TLanes.Select(TLanes.GreaterThan(TLanes.Zero, x), tail, TLanes.One - tail);
    }

    /// <summary>Each lane, which are floats, times its standard normal distribution function.</summary>
    /// <remarks>x P(x) = max(x, 0) - |x| P(-|x|): no case is told from the other.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes TimesNormal<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes magnitude = Bounded(x);
        return TLanes.MultiplyAdd(TLanes.Create(-0.5f) * magnitude, TwoTails(magnitude), TLanes.MaxNative(TLanes.Zero, x));
    }

    /// <summary>The error function: a series of positive terms near 0, a continued fraction beyond.</summary>
    public static double Erf(double x) => Math.Abs(x) < 2.5 ? Series(x) : double.IsNaN(x) ? x : Math.CopySign(1 - Tail(Math.Abs(x)), x);

    /// <summary>1 - erf(x), exact where erf(x) is close to 1.</summary>
    public static double Erfc(double x) => x switch
    {
        >= 2.5 => Tail(x),
        <= -2.5 => 2 - Tail(-x),

        // the difference loses nothing while erf is below a half
        < 0.47 => 1 - Erf(x),
        _ => Fraction(x),
    };

    /// <summary>The x whose error function is y: a starting value improved by Halley's method.</summary>
    public static double Erfinv(double y)
    {
        if (!(Math.Abs(y) < 1))
        {
            return Math.Abs(y) == 1 ? y * double.PositiveInfinity : double.NaN;
        }

        // Winitzki's approximation, good to 2e-3
        const double A = 0.147;
        double magnitude = Math.Abs(y);
        double log = Math.Log((1 - magnitude) * (1 + magnitude));
        double half = (2 / (Math.PI * A)) + (log / 2);
        double x = Math.Sqrt(Math.Sqrt((half * half) - (log / A)) - half);
        for (int i = 0; i < 3; i++)
        {
            double error = magnitude < 0.5 ? Erf(x) - magnitude : 1 - magnitude - Erfc(x);
            double step = error / (TwoOverRootPi * Math.Exp(-x * x));
            x -= step / (1 + (x * step));
        }

        return Math.CopySign(x, y);
    }

    // Fitted by least squares at Chebyshev nodes: erf(x)/x - 1 in x^2 on [0, 1], and -log(1 - erf(x))/x - 1 on [0.9, 4].
    // Largest error of the whole in float arithmetic: 7.1e-8. Written out, for the compiler does not unroll a loop over coefficients.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Near<TLanes>(TLanes square)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes sum = TLanes.MultiplyAdd(TLanes.Create(7.8824974e-5f), square, TLanes.Create(-8.018855e-4f));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(0.005189312f));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(-0.026854329f));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(0.11283597f));
        sum = TLanes.MultiplyAdd(sum, square, TLanes.Create(-0.37612626f));
        return TLanes.MultiplyAdd(sum, square, TLanes.Create(0.12837917f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Far<TLanes>(TLanes magnitude)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes sum = TLanes.MultiplyAdd(TLanes.Create(4.921011e-6f), magnitude, TLanes.Create(-4.5528413e-5f));
        sum = TLanes.MultiplyAdd(sum, magnitude, TLanes.Create(-4.9047867e-5f));
        sum = TLanes.MultiplyAdd(sum, magnitude, TLanes.Create(0.0029264262f));
        sum = TLanes.MultiplyAdd(sum, magnitude, TLanes.Create(-0.022664476f));
        sum = TLanes.MultiplyAdd(sum, magnitude, TLanes.Create(0.10525013f));
        sum = TLanes.MultiplyAdd(sum, magnitude, TLanes.Create(0.63563347f));
        return TLanes.MultiplyAdd(sum, magnitude, TLanes.Create(0.1285496f));
    }

    // what lies beyond has tails of 0; on the right, where NaN stays
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Bounded<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.MinNative(TLanes.Create(14f), TLanes.Abs(x));

    // erfc(x/sqrt 2) for x from 0 to 14 is a power of 2 whose exponent is nearly a parabola: one polynomial does, where the error
    // function needs a second one to be exact near 0. log2(erfc(x/sqrt 2))/x fitted on [0, 5.6] for the smallest largest error of the
    // distribution function, 6.7e-8; that of the tail is 1.1e-6 of it down to -3 and 4.2e-6 down to -5. Beyond, the sum only falls.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes TwoTails<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes square = x * x;
        TLanes first = TLanes.MultiplyAdd(x, TLanes.Create(-0.45921752f), TLanes.Create(-1.1511046f));
        TLanes third = TLanes.MultiplyAdd(x, TLanes.Create(0.0069529023f), TLanes.Create(-0.05244904f));
        TLanes fifth = TLanes.MultiplyAdd(x, TLanes.Create(-2.8379179e-4f), TLanes.Create(1.1191016e-6f));
        TLanes seventh = TLanes.MultiplyAdd(x, TLanes.Create(-1.1611477e-5f), TLanes.Create(7.8864638e-5f));
        TLanes ninth = TLanes.MultiplyAdd(x, TLanes.Create(-3.3063436e-8f), TLanes.Create(9.4228363e-7f));
        TLanes fourth = square * square;
        TLanes low = TLanes.MultiplyAdd(third, square, first);
        TLanes high = TLanes.MultiplyAdd(ninth, fourth, TLanes.MultiplyAdd(seventh, square, fifth));
        TLanes exponent = TLanes.MultiplyAdd(high, fourth, low) * x;
        return ExpFunction.PowerOfTwo(TLanes.MaxNative(TLanes.Create(-127f), exponent));
    }

    // erf(x) = 2/sqrt(pi) exp(-x^2) sum over n of 2^n x^(2n+1) / (1 3 5 ... (2n+1)) (Abramowitz and Stegun 7.1.6)
    private static double Series(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return TwoOverRootPi * Math.Exp(-x * x) * sum;
    }

    private static double Tail(double x) => x > 28 ? 0 : Fraction(x);

    // erfc(x) = exp(-x^2)/sqrt(pi) / (x + (1/2)/(x + 1/(x + (3/2)/(x + ...)))) (7.1.14), from the inside out;
    // the fewer levels the larger x
    private static double Fraction(double x)
    {
        double fraction = x;
        for (int n = (int)Math.Min(2000, 20 + (200 / (x * x))); n > 0; n--)
        {
            fraction = x + (n / 2.0 / fraction);
        }

        return Math.Exp(-x * x) * TwoOverRootPi / 2 / fraction;
    }
}
