namespace Flambeau.Vision;

/// <summary>The part of a download that has come, with what the server called that version of the file.</summary>
internal sealed class PartialFile(string target)
{
    private readonly string _tagPath = target + ".partial.tag";

    /// <summary>Where the bytes are.</summary>
    public string Path { get; } = target + ".partial";

    /// <summary>How many there are.</summary>
    public long Length => File.Exists(Path) ? new FileInfo(Path).Length : 0;

    /// <summary>The entity tag or date of the version that the bytes belong to; null when the server gave none.</summary>
    public string? Tag => File.Exists(_tagPath) ? File.ReadAllText(_tagPath) : null;

    /// <summary>Begins anew.</summary>
    public FileStream Start(string? tag)
    {
        Discard();
        var stream = Open(FileMode.Create);
        if (tag is not null)
        {
            File.WriteAllText(_tagPath, tag);
        }

        return stream;
    }

    /// <summary>Goes on after the last byte.</summary>
    public FileStream Append() => Open(FileMode.Append);

    /// <summary>Forgets what has come; the tag goes first, for bytes without a tag are never continued.</summary>
    public void Discard()
    {
        File.Delete(_tagPath);
        File.Delete(Path);
    }

    /// <summary>Gives the whole file its name.</summary>
    public void Publish()
    {
        File.Move(Path, target, overwrite: true);
        File.Delete(_tagPath);
    }

    private FileStream Open(FileMode mode) => new(Path, mode, FileAccess.Write, FileShare.Read, 1, useAsync: true);
}
