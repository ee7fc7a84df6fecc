namespace Flambeau.NN;

/// <content>Dropout.</content>
public static partial class F
{
    /// <summary>
    /// While training, zeroes each element with probability <paramref name="p"/> and divides the others by 1 - p
    /// (<c>F.dropout</c>; Hinton et al. 2012). Input and output: [*].
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    public static Tensor Dropout(Tensor input, double p = 0.5, bool training = true, bool inPlace = false, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Drop(nameof(Dropout), input, input.Shape, p, training, inPlace, generator);
    }

    /// <summary>
    /// While training, zeroes each channel with probability <paramref name="p"/> and divides the others by 1 - p
    /// (<c>F.dropout2d</c>; Tompson et al. 2015). Input and output: [N, C, H, W].
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not between 0 and 1.</exception>
    /// <exception cref="ArgumentException">The input has fewer than two dimensions.</exception>
    public static Tensor Dropout2d(Tensor input, double p = 0.5, bool training = true, bool inPlace = false, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dim < 2)
        {
            throw new ArgumentException($"Dropout2d: input must be [N, C, *], but got {input.Dim} dimensions. input has shape {input.Shape}.", nameof(input));
        }

        Shape channels = Shape.Wrap([.. input.Shape.Select((size, d) => d < 2 ? size : 1)]);
        return Drop(nameof(Dropout2d), input, channels, p, training, inPlace, generator);
    }

    internal static void CheckProbability(string op, double p)
    {
        if (p is not (>= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), p, $"{op}: the probability must lie between 0 and 1.");
        }
    }

    private static Tensor Drop(string op, Tensor input, Shape maskShape, double p, bool training, bool inPlace, Generator? generator)
    {
        CheckProbability(op, p);
        if (!training || p == 0)
        {
            return input;
        }

        // the mask already holds the factor of the elements that stay
        var mask = Tensor.Empty(maskShape, input.DType).BernoulliInPlace(1 - p, generator);
        if (p < 1)
        {
            mask.MulInPlace(1 / (1 - p));
        }

        return inPlace ? input.MulInPlace(mask) : input * mask;
    }
}
