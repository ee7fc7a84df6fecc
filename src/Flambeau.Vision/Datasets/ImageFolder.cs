using Flambeau.Data;

namespace Flambeau.Vision;

/// <summary>
/// Images in one folder per class (<c>torchvision.datasets.ImageFolder</c>): <c>root/ant/1.jpg</c>,
/// <c>root/bee/2.png</c>. Classes are numbered in ordinal order of their names; files below a class folder, however
/// deep, belong to it. Samples have torchvision's order.
/// </summary>
public sealed class ImageFolder : IImageDataset, INamedSamples
{
    // torchvision's list, in its order; those that cannot be decoded count, so that samples keep their numbers
    private static readonly string[] s_extensions =
        [".jpg", ".jpeg", ".png", ".ppm", ".bmp", ".pgm", ".tif", ".tiff", ".webp"];

    private readonly Func<Image, Tensor> _transform;
    private readonly Func<string, Image> _loader;
    private readonly string[] _paths;
    private readonly long[] _labels;

    /// <summary>The images below a folder; they are read when they are asked for.</summary>
    /// <param name="root">The folder of class folders.</param>
    /// <param name="transform">Makes a tensor of an image; <see cref="Image.ToTensor"/> when omitted.</param>
    /// <param name="isValidFile">Whether a file counts; when omitted, those with one of
    /// <see cref="Extensions"/>.</param>
    /// <param name="loader">Reads an image; when omitted, <see cref="Image.Load"/> as red, green, blue.</param>
    /// <param name="allowEmpty">Whether a class folder may be without images.</param>
    /// <exception cref="DatasetException">The folder is missing, has no class folder, or a class folder has no
    /// image.</exception>
    public ImageFolder(
        string root,
        Func<Image, Tensor>? transform = null,
        Func<string, bool>? isValidFile = null,
        Func<string, Image>? loader = null,
        bool allowEmpty = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        string[] classes = FindClasses(root);
        var files = Array.ConvertAll(
            classes, name => FilesBelow(Path.Combine(root, name), isValidFile ?? HasImageExtension));
        if (!allowEmpty && Array.Exists(files, paths => paths.Length == 0))
        {
            throw NoImages(root, [.. classes.Where((_, i) => files[i].Length == 0)], isValidFile is null);
        }

        Classes = classes;
        _paths = [.. files.SelectMany(paths => paths)];
        _labels = [.. files.SelectMany((paths, label) => Enumerable.Repeat((long)label, paths.Length))];
        _transform = transform ?? (image => image.ToTensor());
        _loader = loader ?? (path => Image.Load(path));
    }

    /// <summary>The endings of the file names that count as images, torchvision's.</summary>
    public static IReadOnlyList<string> Extensions => s_extensions;

    /// <inheritdoc/>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<long> Labels => _labels;

    /// <summary>The files of all samples.</summary>
    public IReadOnlyList<string> Paths => _paths;

    /// <inheritdoc/>
    public int Count => _paths.Length;

    /// <summary>One transformed image and its label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    /// <exception cref="ImageException">The file cannot be decoded; the message names it.</exception>
    public (Tensor Image, long Label) this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            return (_transform(_loader(_paths[index])), _labels[index]);
        }
    }

    /// <summary>The file of a sample.</summary>
    public string? NameOf(int index) => _paths[index];

    private static string[] FindClasses(string root)
    {
        if (!Directory.Exists(root))
        {
            throw new DatasetException(root, "there is no such folder.");
        }

        string[] classes = [.. Directory.GetDirectories(root).Select(path => Path.GetFileName(path)!)];
        Array.Sort(classes, StringComparer.Ordinal);
        return classes.Length > 0 ? classes : throw new DatasetException(
            root, "there must be one folder of images per class, but there is no folder.");
    }

    private static DatasetException NoImages(string root, string[] classes, bool byExtension)
    {
        string rule = byExtension ? $"; files with these endings count: {string.Join(", ", s_extensions)}" : "";
        return classes.Length == 1
            ? new(Path.Combine(root, classes[0]), $"the class folder has no image{rule}.")
            : new(root, $"the class folders {string.Join(", ", classes)} have no image{rule}.");
    }

    private static bool HasImageExtension(string path) =>
        s_extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase);

    // torchvision's order: folders by path, in each the files by name
    private static string[] FilesBelow(string folder, Func<string, bool> isValid) =>
    [
        .. Directory.GetDirectories(folder, "*", SearchOption.AllDirectories)
            .Prepend(folder)
            .Order(StringComparer.Ordinal)
            .SelectMany(inner => Directory.GetFiles(inner).Order(StringComparer.Ordinal))
            .Where(isValid),
    ];
}
