namespace Flambeau.Vision;

/// <summary>
/// Articles of clothing of 28 x 28 pixels (<c>torchvision.datasets.FashionMNIST</c>; Xiao, Rasul, Vollgraf 2017), in
/// the files of <see cref="Mnist"/>.
/// </summary>
/// <param name="folder">The folder with <c>train-</c> or <c>t10k-images-idx3-ubyte</c> and <c>-labels-idx1-ubyte</c>,
/// plain or with <c>.gz</c>.</param>
/// <param name="train">True for the training part, false for the test part.</param>
/// <param name="transform">Makes a tensor of an image; <see cref="Image.ToTensor"/> when omitted.</param>
/// <exception cref="DatasetException">A file is missing or damaged; the message names the file and the
/// offset.</exception>
public sealed class FashionMnist(string folder, bool train, Func<Image, Tensor>? transform = null)
    : ImageArrayDataset(MnistFiles.Read(folder, train), s_classes, transform)
{
    private static readonly string[] s_classes =
    [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
    ];
}
