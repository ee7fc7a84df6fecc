namespace Flambeau.Vision;

/// <summary>
/// Photographs of 32 x 32 pixels in 10 classes (<c>torchvision.datasets.CIFAR10</c>; Krizhevsky 2009), from the files of
/// the binary or the Python version, in torchvision's order.
/// </summary>
public sealed class Cifar10 : ImageArrayDataset
{
    private static readonly string[] s_train = [.. Enumerable.Range(1, 5).Select(i => $"data_batch_{i}")];
    private static readonly string[] s_test = ["test_batch"];

    private static readonly string[] s_classes =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The training part (50,000 images) or the test part (10,000 images).</summary>
    /// <param name="root">The folder with <c>data_batch_1.bin</c> to <c>data_batch_5.bin</c> and
    /// <c>test_batch.bin</c> (the binary version) or with files of these names without <c>.bin</c> (the Python version, which
    /// torchvision uses), or the folder above, in which <c>cifar-10-batches-bin</c> or <c>cifar-10-batches-py</c> lies.</param>
    /// <param name="train">True for the training part, false for the test part.</param>
    /// <param name="transform">Makes a tensor of an image; <see cref="Image.ToTensor"/> when omitted.</param>
    /// <exception cref="DatasetException">A file is missing or damaged; the message names the file and the
    /// offset.</exception>
    public Cifar10(string root, bool train, Func<Image, Tensor>? transform = null)
        : base(Read(root, train ? s_train : s_test), s_classes, transform)
    {
    }

    private static LabelledPixels Read(string root, string[] names)
    {
        var (version, folder) = CifarVersion.Locate(
            root,
            new CifarVersion("cifar-10-batches-bin", Array.ConvertAll(names, name => $"{name}.bin")),
            new CifarVersion("cifar-10-batches-py", names));
        return version.IsPickled
            ? CifarFiles.ReadPickles(folder, version.Files, "labels", s_classes.Length)
            : CifarFiles.ReadRecords(folder, version.Files, labelBytes: 1, labelAt: 0, s_classes.Length);
    }
}
