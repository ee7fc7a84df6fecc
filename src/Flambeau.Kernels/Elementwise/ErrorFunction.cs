using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The error function, its complement and its inverse.</summary>
internal static class ErrorFunction
{
    private const double TwoOverRootPi = 1.1283791670955126;

    // Fitted by least squares at Chebyshev nodes: erf(x)/x - 1 in x^2 on [0, 1], and -log(1 - erf(x))/x - 1 on [0.9, 4].
    // Largest error of the whole in float arithmetic: 7.1e-8.
    private static readonly float[] s_near =
        [0.12837917f, -0.37612626f, 0.11283597f, -0.026854329f, 0.005189312f, -8.018855e-4f, 7.8824974e-5f];

    private static readonly float[] s_far =
        [0.1285496f, 0.63563347f, 0.10525013f, -0.022664476f, 0.0029264262f, -4.9047867e-5f, -4.5528413e-5f, 4.921011e-6f];

    /// <summary>The error function of floats.</summary>
    public static Vector<float> Erf(Vector<float> x)
    {
        var magnitude = Vector.Min(Vector.Abs(x), new Vector<float>(4f));
        var near = Vector.MultiplyAddEstimate(Polynomial(s_near, x * x), x, x);
        var exponent = Vector.MultiplyAddEstimate(Polynomial(s_far, magnitude), magnitude, magnitude);
        var far = Vector.CopySign(Vector<float>.One - Vector.Exp(-exponent), x);

        // NaN fails every comparison and comes through the series
        return Vector.ConditionalSelect(Vector.GreaterThan(Vector.Abs(x), new Vector<float>(0.95f)), far, near);
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

    private static Vector<float> Polynomial(float[] coefficients, Vector<float> x)
    {
        var sum = new Vector<float>(coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = Vector.MultiplyAddEstimate(sum, x, new Vector<float>(coefficients[i]));
        }

        return sum;
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
