using System.Globalization;

namespace Flambeau.Vision;

/// <summary>
/// Photographs of 32 x 32 pixels in 100 classes (<c>torchvision.datasets.CIFAR100</c>; Krizhevsky 2009), from the
/// binary version's files.
/// </summary>
public sealed class Cifar100 : ImageArrayDataset
{
    private const string ArchiveFolder = "cifar-100-binary";

    private static readonly string[] s_numbers =
        [.. Enumerable.Range(0, 100).Select(i => i.ToString(CultureInfo.InvariantCulture))];

    /// <summary>The training part (50,000 images) or the test part (10,000 images), with the fine labels.</summary>
    /// <param name="root">The folder with <c>train.bin</c>, <c>test.bin</c> and <c>fine_label_names.txt</c>, which may
    /// lack (classes are numbers then), or the folder above, in which <c>cifar-100-binary</c> lies.</param>
    /// <param name="train">True for the training part, false for the test part.</param>
    /// <param name="transform">Makes a tensor of an image; <see cref="Image.ToTensor"/> when omitted.</param>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names the file and the
    /// offset.</exception>
    public Cifar100(string root, bool train, Func<Image, Tensor>? transform = null)
        : this(CifarFiles.Locate(root, ArchiveFolder, FileOf(train)), FileOf(train), transform)
    {
    }

    private Cifar100(string folder, string name, Func<Image, Tensor>? transform)
        : base(
            CifarFiles.Read(folder, [name], labelBytes: 2, s_numbers.Length),
            CifarFiles.ClassNames(Path.Combine(folder, "fine_label_names.txt"), s_numbers),
            transform)
    {
    }

    private static string FileOf(bool train) => train ? "train.bin" : "test.bin";
}
