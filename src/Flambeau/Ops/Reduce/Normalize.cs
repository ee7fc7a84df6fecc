namespace Flambeau.NN;

/// <content>Vectors of length one.</content>
public static partial class F
{
    /// <summary>
    /// Every vector along a dimension divided by its p-norm, or by <paramref name="eps"/> where that is larger
    /// (<c>F.normalize</c>): <c>x / max(||x||_p, eps)</c>. Output: the input's shape.
    /// </summary>
    /// <param name="input">The vectors.</param>
    /// <param name="p">The power of the norm.</param>
    /// <param name="dim">The dimension along which the vectors lie; negative ones count from the end.</param>
    /// <param name="eps">The smallest divisor, so that a vector of zeros stays one.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor Normalize(Tensor input, double p = 2, int dim = 1, double eps = 1e-12)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input / input.Norm(p, dim, keepDim: true).Clamp(min: eps);
    }
}
