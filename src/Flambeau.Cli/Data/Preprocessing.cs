using Flambeau.Cli.Training;
using Flambeau.Vision;

namespace Flambeau.Cli.Data;

/// <summary>How an image becomes the input of a network: colour, size, range of values.</summary>
internal sealed class Preprocessing
{
    private readonly Func<Image, Tensor> _transform;

    public Preprocessing(int channels, Framing framing, IReadOnlyList<float> mean, IReadOnlyList<float> std)
    {
        Channels = channels;
        Framing = framing;
        Mean = mean;
        Std = std;
        var normalize = new Normalize([.. mean], [.. std]);
        var resize = new Resize(framing.ResizeSize, framing.Interpolation);
        var crop = new CenterCrop(framing.CropSize);
        _transform = image =>
        {
            image = image.Convert(channels);
            bool isReady = framing.LeavesSquares && image.Width == framing.CropSize && image.Height == framing.CropSize;
            return normalize.Apply((isReady ? image : crop.Apply(resize.Apply(image))).ToTensor());
        };
    }

    /// <summary>1 for grey images, 3 for colour.</summary>
    public int Channels { get; }

    /// <summary>How images are brought to the square input.</summary>
    public Framing Framing { get; }

    /// <summary>Per channel, what is subtracted from values between 0 and 1.</summary>
    public IReadOnlyList<float> Mean { get; }

    /// <summary>Per channel, what they are then divided by.</summary>
    public IReadOnlyList<float> Std { get; }

    /// <summary>What the images of a training run went through.</summary>
    public static Preprocessing From(RunCard card) => new(card.Channels, card.Framing, card.Mean, card.Std);

    /// <summary>The input made of an image. Output: [C, size, size].</summary>
    public Tensor Apply(Image image) => _transform(image);

    /// <summary>The input made of an image file. Output: [C, size, size].</summary>
    public Tensor Load(string path) => Apply(Image.Load(path));
}
