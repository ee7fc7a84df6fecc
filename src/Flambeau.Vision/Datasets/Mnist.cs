namespace Flambeau.Vision;

/// <summary>
/// Handwritten digits of 28 x 28 pixels (<c>torchvision.datasets.MNIST</c>), or any data set with the same four IDX
/// files and classes from 0 to 9.
/// </summary>
/// <param name="folder">The folder with <c>train-</c> or <c>t10k-images-idx3-ubyte</c> and <c>-labels-idx1-ubyte</c>,
/// plain or with <c>.gz</c>.</param>
/// <param name="train">True for the training part, false for the test part.</param>
/// <param name="transform">Makes a tensor of an image; <see cref="Image.ToTensor"/> when omitted.</param>
/// <exception cref="DatasetException">A file is missing or damaged; the message names the file and the
/// offset.</exception>
public sealed class Mnist(string folder, bool train, Func<Image, Tensor>? transform = null)
    : ImageArrayDataset(MnistFiles.Read(folder, train), s_classes, transform)
{
    private static readonly string[] s_classes = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    /// <summary>True when a folder has the files of one of the parts.</summary>
    public static bool IsIn(string folder) => Directory.Exists(folder)
        && Directory.EnumerateFiles(folder, "*-images-idx3-ubyte*").Any();
}
