namespace Flambeau.Vision;

/// <summary>Grey levels (<c>torchvision.transforms.Grayscale</c>): 0.299 R + 0.587 G + 0.114 B.</summary>
/// <param name="numOutputChannels">1, or 3 for three equal channels.</param>
public sealed class Grayscale(int numOutputChannels = 1) : ImageTransform
{
    private readonly int _channels = numOutputChannels is 1 or 3
        ? numOutputChannels
        : throw new ArgumentOutOfRangeException(
            nameof(numOutputChannels), numOutputChannels, "Grayscale: pictures have 1 or 3 channels, but got "
                + $"{numOutputChannels}.");

    /// <inheritdoc/>
    protected override string Settings => $"num_output_channels={_channels}";

    /// <inheritdoc/>
    public override Image Apply(Image image)
    {
        ArgumentNullException.ThrowIfNull(image);
        return image.Convert(1).Convert(_channels);
    }
}
