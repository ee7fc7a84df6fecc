using Flambeau.Cli.Training;
using Flambeau.Vision;

namespace Flambeau.Cli.Data;

/// <summary>How an image becomes the input of a network: colour, size, range of values.</summary>
internal sealed class Preprocessing
{
    // torchvision's usual preprocessing: the shorter edge to 256, then the middle 224 of it
    private const int UsualCrop = 224;
    private const int UsualResize = 256;

    private readonly Func<Image, Tensor> _transform;

    public Preprocessing(int channels, int imageSize, IReadOnlyList<float> mean, IReadOnlyList<float> std)
    {
        Channels = channels;
        ImageSize = imageSize;
        Mean = mean;
        Std = std;
        var normalize = new Normalize([.. mean], [.. std]);
        var resize = new Resize(imageSize * UsualResize / UsualCrop);
        var crop = new CenterCrop(imageSize);
        _transform = image =>
        {
            image = image.Convert(channels);
            if (image.Width != imageSize || image.Height != imageSize)
            {
                image = crop.Apply(resize.Apply(image));
            }

            return normalize.Apply(image.ToTensor());
        };
    }

    /// <summary>1 for grey images, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>The edge of the square input, in pixels.</summary>
    public int ImageSize { get; }

    /// <summary>Per channel, what is subtracted from values between 0 and 1.</summary>
    public IReadOnlyList<float> Mean { get; }

    /// <summary>Per channel, what they are then divided by.</summary>
    public IReadOnlyList<float> Std { get; }

    /// <summary>What the images of a training run went through.</summary>
    public static Preprocessing From(RunCard card) => new(card.Channels, card.ImageSize, card.Mean, card.Std);

    /// <summary>The input made of an image. Output: [C, ImageSize, ImageSize].</summary>
    public Tensor Apply(Image image) => _transform(image);

    /// <summary>The input made of an image file. Output: [C, ImageSize, ImageSize].</summary>
    public Tensor Load(string path) => Apply(Image.Load(path));
}
