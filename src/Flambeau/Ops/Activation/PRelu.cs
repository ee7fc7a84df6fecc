namespace Flambeau.NN;

/// <content>Rectified linear units with a learned slope.</content>
public static partial class F
{
    /// <summary>
    /// x where positive, else weight * x (<c>F.prelu</c>; He et al. 2015). Input and output: [*]. Weight: [1], or [C] for an
    /// input of [N, C, *].
    /// </summary>
    /// <exception cref="ArgumentException">The weight does not fit the input's channels.</exception>
    public static Tensor PRelu(Tensor input, Tensor weight)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(weight);
        Check.Floating(nameof(PRelu), input);
        Check.SameDType(nameof(PRelu), input, weight, otherName: "weight");
        int channels = input.Dim < 2 ? 1 : input.Shape[1];
        if (weight.Dim > 1 || (weight.Numel != 1 && weight.Numel != channels))
        {
            throw new ArgumentException(
                $"PRelu: weight must have shape [1] or [{channels}], one value per channel, but got {weight.Shape}. input has shape {input.Shape}.", nameof(weight));
        }

        var slope = weight.Numel == 1 ? weight.Reshape(1) : weight.Reshape([channels, .. Enumerable.Repeat(1, input.Dim - 2)]);
        return Tensor.Where(input > 0, input, input * slope);
    }
}
