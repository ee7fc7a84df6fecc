namespace Flambeau.Vision;

/// <summary>
/// (x - mean) / std per channel (<c>torchvision.transforms.Normalize</c>). Input and output: [C, H, W] or [N, C, H, W].
/// </summary>
public sealed class Normalize : TensorTransform
{
    private readonly float[] _mean;
    private readonly float[] _std;

    /// <summary>One mean and one standard deviation per channel.</summary>
    /// <exception cref="ArgumentException">The lists are empty or of different lengths, or a standard deviation is
    /// 0.</exception>
    public Normalize(ReadOnlySpan<float> mean, ReadOnlySpan<float> std)
    {
        if (mean.Length != std.Length || mean.IsEmpty)
        {
            throw new ArgumentException("Normalize: there must be one mean and one std per channel, but got "
                + $"{mean.Length} and {std.Length}.", nameof(std));
        }

        if (std.Contains(0f))
        {
            throw new ArgumentException("Normalize: no std may be 0, but got "
                + $"[{string.Join(", ", std.ToArray())}].", nameof(std));
        }

        _mean = mean.ToArray();
        _std = std.ToArray();
    }

    /// <summary>The usual numbers of ImageNet, which torchvision's weights were trained with.</summary>
    public static Normalize ImageNet { get; } = new([0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]);

    /// <inheritdoc/>
    protected override string Settings => $"mean=[{string.Join(", ", _mean)}], std=[{string.Join(", ", _std)}]";

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The picture has another number of channels.</exception>
    public override Tensor Apply(Tensor image)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Dim is not (3 or 4) || image.Size(-3) != _mean.Length)
        {
            throw new ArgumentException($"Normalize: input must be [C, H, W] or [N, C, H, W] with {_mean.Length} "
                + $"channels, but has shape {image.Shape}.", nameof(image));
        }

        return (image - PerChannel(_mean)) / PerChannel(_std);
    }

    private static Tensor PerChannel(float[] values) => Tensor.From(values, values.Length, 1, 1);
}
