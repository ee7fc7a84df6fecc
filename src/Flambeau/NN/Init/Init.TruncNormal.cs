namespace Flambeau.NN;

/// <content>The truncated normal distribution.</content>
public static partial class Init
{
    /// <summary>
    /// Values from N(mean, std^2) between <paramref name="a"/> and <paramref name="b"/>, by inverting the distribution
    /// function (<c>trunc_normal_</c>).
    /// </summary>
    /// <exception cref="ArgumentException">The bounds are in the wrong order.</exception>
    public static Tensor TruncNormal(Tensor tensor, double mean = 0, double std = 1, double a = -2, double b = 2, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (a > b)
        {
            throw new ArgumentException($"TruncNormal: the lower bound must not exceed the upper, but got {a} and {b}. tensor has shape {tensor.Shape}.", nameof(a));
        }

        double low = NormalCdf((a - mean) / std);
        double high = NormalCdf((b - mean) / std);
        return Write(tensor, t =>
        {
            // uniform over the part of (-1, 1) that the error function maps the bounds to, then back through its inverse
            t.UniformInPlace((2 * low) - 1, (2 * high) - 1, generator);
            t.CopyInPlace(t.Erfinv().Mul(std * Math.Sqrt(2)).Add(mean).Clamp(a, b));
        });
    }

    private static double NormalCdf(double x) => (1 + Tensor.FromScalar(x / Math.Sqrt(2), DType.Float64).Erf().Item()) / 2;
}
