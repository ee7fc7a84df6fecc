using Flambeau.Data;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Datasets;

public class ImageFolderTests
{
    [Fact]
    public void Reads_torchvisions_own_example()
    {
        string root = RepoPaths.SharedOrSkip("data", "imagefolder-torchvision");
        using var folder = new TemporaryFolder();
        foreach (string file in Directory.EnumerateFiles(root, "*.png", SearchOption.AllDirectories))
        {
            folder.Write(Path.GetRelativePath(root, file), File.ReadAllBytes(file));
        }

        var dataset = new ImageFolder(folder.Path);
        Assert.Equal(["a", "b"], dataset.Classes);
        Assert.Equal([0, 0, 0, 1, 1, 1, 1], dataset.Labels);
        Assert.Equal(["a1.png", "a2.png", "a3.png", "b1.png", "b2.png", "b3.png", "b4.png"], dataset.Paths.Select(path => Path.GetFileName(path)));
        Assert.All(Enumerable.Range(0, 7), i => Assert.Equal(3, dataset[i].Image.Shape[0]));
    }

    [Fact]
    public void Reads_photographs()
    {
        var dataset = new ImageFolder(RepoPaths.SharedOrSkip("data", "hymenoptera_data", "val"), image => Tensor.Zeros(1));
        Assert.Equal(["ants", "bees"], dataset.Classes);
        var (images, labels) = new DataLoader(dataset, batchSize: 8, shuffle: true).First();
        Assert.Equal(new Shape(8, 1), images.Shape);
        Assert.Equal(new Shape(8), labels.Shape);
    }

    [Fact]
    public void Classes_are_sorted_ordinally_and_searched_in_depth()
    {
        using var folder = new TemporaryFolder();
        byte[] png = TinyPng.Bytes;
        folder.Write("b/x.png", png);
        folder.Write("b/deep/y.PNG", png);
        folder.Write("b/notes.txt", [1]);
        folder.Write("Z/x.png", png);
        var dataset = new ImageFolder(folder.Path);

        Assert.Equal(["Z", "b"], dataset.Classes);
        Assert.Equal(["Z/x.png", "b/x.png", "b/deep/y.PNG"], dataset.Paths.Select(path => Path.GetRelativePath(folder.Path, path)));
        Assert.Equal(new Shape(3, 1, 1), dataset[0].Image.Shape);
    }

    [Fact]
    public void Missing_and_empty_folders_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"'{folder.Path}/none': there is no such folder.", Assert.Throws<DatasetException>(() => new ImageFolder(folder.Path + "/none")).Message);
        Assert.Equal(
            $"'{folder.Path}': there must be one folder of images per class, but there is no folder.",
            Assert.Throws<DatasetException>(() => new ImageFolder(folder.Path)).Message);

        folder.Write("ants/1.png", TinyPng.Bytes);
        folder.Write("bees/readme.txt", [1]);
        Assert.Equal(
            $"'{folder.Path}/bees': the class folder has no image; files with these endings count: .jpg, .jpeg, .png, .ppm, .bmp, .pgm, .tif, .tiff, .webp.",
            Assert.Throws<DatasetException>(() => new ImageFolder(folder.Path)).Message);
    }

    [Fact]
    public void Files_classes_and_loaders_of_ones_own()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a/1.png", TinyPng.Bytes);
        folder.Write("a/2.dat", [7]);
        folder.Write("b/3.gif", [9]);
        folder.Write("c/readme.txt", [1]);
        Assert.Equal(
            $"'{folder.Path}': the class folders b, c have no image; files with these endings count: {string.Join(", ", ImageFolder.Extensions)}.",
            Assert.Throws<DatasetException>(() => new ImageFolder(folder.Path)).Message);

        var dataset = new ImageFolder(
            folder.Path,
            isValidFile: path => path.EndsWith(".dat") || path.EndsWith(".gif"),
            loader: path => new Image(1, 1, 1, File.ReadAllBytes(path)),
            allowEmpty: true);
        Assert.Equal(["a", "b", "c"], dataset.Classes);
        Assert.Equal([0, 1], dataset.Labels);
        Assert.Equal([7 / 255f, 9 / 255f], Enumerable.Range(0, 2).Select(i => dataset[i].Image.Item<float>()));
        Assert.Equal(folder["b/3.gif"], dataset.NameOf(1));
    }

    [Fact]
    public void An_unreadable_image_is_named()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("ants/1.png", TinyPng.Bytes[..^5]);
        var dataset = new ImageFolder(folder.Path);
        string problem = $"'{path}': the PNG file is truncated: it ends after {TinyPng.Bytes.Length - 5} bytes without its end.";
        foreach (int workers in new[] { 0, 2 })
        {
            var error = Assert.Throws<SampleException>(() => new DataLoader(dataset, numWorkers: workers).ToArray());
            Assert.Equal($"DataLoader: sample 0 ('{path}') cannot be made: {problem}", error.Message);
            Assert.Equal((0, path), (error.Index, error.Name));
            Assert.Equal(problem, Assert.IsType<ImageException>(error.InnerException).Message);
        }
    }
}
