using System.Globalization;

namespace Flambeau.Vision;

/// <summary>
/// Photographs of 32 x 32 pixels in 100 classes (<c>torchvision.datasets.CIFAR100</c>; Krizhevsky 2009), from the files of
/// the binary or the Python version.
/// </summary>
public sealed class Cifar100 : ImageArrayDataset
{
    private const int FineCount = 100;
    private const int CoarseCount = 20;

    /// <summary>The training part (50,000 images) or the test part (10,000 images).</summary>
    /// <param name="root">The folder with <c>train.bin</c> and <c>test.bin</c> (the binary version) or <c>train</c> and
    /// <c>test</c> (the Python version, which torchvision uses), or the folder above, in which <c>cifar-100-binary</c> or
    /// <c>cifar-100-python</c> lies. Names of classes are in <c>fine_label_names.txt</c> and <c>coarse_label_names.txt</c>, or
    /// in <c>meta</c>; without them they are numbers.</param>
    /// <param name="train">True for the training part, false for the test part.</param>
    /// <param name="transform">Makes a tensor of an image; <see cref="Image.ToTensor"/> when omitted.</param>
    /// <param name="coarse">Whether labels are the 20 groups of classes rather than the 100 classes.</param>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names the file and the
    /// offset.</exception>
    public Cifar100(string root, bool train, Func<Image, Tensor>? transform = null, bool coarse = false)
        : this(Read(root, train ? "train" : "test", coarse ? "coarse" : "fine", coarse ? CoarseCount : FineCount), transform)
    {
    }

    private Cifar100((LabelledPixels Data, IReadOnlyList<string> Classes) read, Func<Image, Tensor>? transform)
        : base(read.Data, read.Classes, transform)
    {
    }

    private static (LabelledPixels Data, IReadOnlyList<string> Classes) Read(string root, string part, string kind, int classCount)
    {
        var (version, folder) = CifarVersion.Locate(
            root, new CifarVersion("cifar-100-binary", [$"{part}.bin"]), new CifarVersion("cifar-100-python", [part]));
        var data = version.IsPickled
            ? CifarFiles.ReadPickles(folder, version.Files, $"{kind}_labels", classCount)
            : CifarFiles.ReadRecords(folder, version.Files, labelBytes: 2, labelAt: kind == "coarse" ? 0 : 1, classCount);
        string path = Path.Combine(folder, version.IsPickled ? "meta" : $"{kind}_label_names.txt");
        if (!File.Exists(path))
        {
            return (data, [.. Enumerable.Range(0, classCount).Select(i => i.ToString(CultureInfo.InvariantCulture))]);
        }

        var names = version.IsPickled
            ? CifarPickle.Names(path, $"{kind}_label_names")
            : [.. File.ReadLines(path).Where(line => line.Length > 0)];
        return (data, CifarFiles.CheckNames(path, names, classCount));
    }
}
