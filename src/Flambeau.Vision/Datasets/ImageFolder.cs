namespace Flambeau.Vision;

/// <summary>
/// Images in one folder per class (<c>torchvision.datasets.ImageFolder</c>): <c>root/ant/1.jpg</c>,
/// <c>root/bee/2.png</c>. Classes are numbered in ordinal order of their names; files below a class folder, however
/// deep, belong to it.
/// </summary>
public sealed class ImageFolder : IImageDataset
{
    private static readonly string[] s_extensions = [".jpg", ".jpeg", ".png", ".bmp", ".gif"];

    private readonly Func<Image, Tensor> _transform;
    private readonly string[] _paths;
    private readonly long[] _labels;

    /// <summary>The images below a folder; they are read when they are asked for.</summary>
    /// <param name="root">The folder of class folders.</param>
    /// <param name="transform">Makes a tensor of an image; <see cref="Image.ToTensor"/> when omitted.</param>
    /// <exception cref="DatasetException">The folder is missing, has no class folder, or a class folder has no
    /// image.</exception>
    public ImageFolder(string root, Func<Image, Tensor>? transform = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        if (!Directory.Exists(root))
        {
            throw new DatasetException(root, "there is no such folder.");
        }

        string[] classes = [.. Directory.GetDirectories(root).Select(path => Path.GetFileName(path)!)];
        Array.Sort(classes, StringComparer.Ordinal);
        if (classes.Length == 0)
        {
            throw new DatasetException(root, "there must be one folder of images per class, but there is no folder.");
        }

        var files = Array.ConvertAll(classes, name => Images(Path.Combine(root, name)));
        Classes = classes;
        _paths = [.. files.SelectMany(paths => paths)];
        _labels = [.. files.SelectMany((paths, label) => Enumerable.Repeat((long)label, paths.Length))];
        _transform = transform ?? (image => image.ToTensor());
    }

    /// <summary>The endings of the file names that count as images.</summary>
    public static IReadOnlyList<string> Extensions => s_extensions;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<long> Labels => _labels;

    /// <summary>The files of all samples.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <inheritdoc/>
    public int Count => _paths.Length;

    /// <summary>One transformed image, decoded as red, green, blue, and its label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="ImageException">The file cannot be decoded; the message names it.</exception>
    public (Tensor Image, long Label) this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return (_transform(Image.Load(_paths[index])), _labels[index]);
        }
    }

    private static string[] Images(string folder)
    {
        string[] paths = [.. FoldersOf(folder).SelectMany(FilesOf)];
        return paths.Length > 0 ? paths : throw new DatasetException(
            folder, "the class folder has no image; files with these endings count: "
                + $"{string.Join(", ", s_extensions)}.");
    }

    // torchvision's order: folders by path, in each the files by name
    private static IEnumerable<string> FoldersOf(string folder) => Directory
        .GetDirectories(folder, "*", SearchOption.AllDirectories)
        .Prepend(folder)
        .Order(StringComparer.Ordinal);

    private static IEnumerable<string> FilesOf(string folder) => Directory.GetFiles(folder)
        .Where(path => s_extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase))
        .Order(StringComparer.Ordinal);
}
