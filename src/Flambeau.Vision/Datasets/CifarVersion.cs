namespace Flambeau.Vision;

/// <summary>The files of one of the two versions in which CIFAR-10 and CIFAR-100 are published.</summary>
/// <param name="Folder">What the archive unpacks to.</param>
/// <param name="Files">The files of the part that is wanted.</param>
internal sealed record CifarVersion(string Folder, string[] Files)
{
    /// <summary>Whether the files are pickles (the Python version) rather than records of bytes.</summary>
    public bool IsPickled => Files[0].IndexOf('.', StringComparison.Ordinal) < 0;

    /// <summary>
    /// The first version that is there, in the folder given or in its subfolder of the name that the archive unpacks to.
    /// </summary>
    /// <exception cref="DatasetException">None is.</exception>
    public static (CifarVersion Version, string Folder) Locate(string root, params ReadOnlySpan<CifarVersion> versions)
    {
        ArgumentException.ThrowIfNullOrEmpty(root);
        foreach (var version in versions)
        {
            string inner = Path.Combine(root, version.Folder);
            string folder = Directory.Exists(inner) ? inner : root;
            if (File.Exists(Path.Combine(folder, version.Files[0])))
            {
                return (version, folder);
            }
        }

        throw new DatasetException(root, $"there is neither {versions[0].Files[0]} (the binary version) nor "
            + $"{versions[1].Files[0]} (the Python version), nor the folder {versions[0].Folder} or {versions[1].Folder} "
            + "with it; the data set is needed unpacked.");
    }
}
