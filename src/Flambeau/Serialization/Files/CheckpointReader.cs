namespace Flambeau.Serialization;

/// <summary>Recognises one file format and opens files of it.</summary>
internal abstract class CheckpointReader
{
    /// <summary>
    /// All readers, the most particular first; the last says what it is that nobody recognises. A new format is one
    /// line here.
    /// </summary>
    private static readonly CheckpointReader[] s_readers =
    [
        new NpzReader(),
        new TorchZipReader(),
        new TorchLegacyReader(),
        new TorchTarReader(),
        new SafeTensorsReader(),
        new SafeTensorsIndexReader(),
        new NpyReader(),
        new BarePickleReader(),
    ];

    /// <summary>Opens a file with the reader that recognises it.</summary>
    /// <param name="source">The file; it is closed with the result, or now when that fails.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="CheckpointException">The content is damaged, refused, or of an unknown format.</exception>
    public static CheckpointFile OpenAny(ByteSource source, CheckpointOptions options)
    {
        try
        {
            return Find(source).Open(source, options);
        }
        catch (Exception e)
        {
            source.Dispose();
            if (e is CheckpointException problem)
            {
                throw problem.In(source.Path);
            }

            throw;
        }
    }

    /// <summary>The reader that recognises a file.</summary>
    /// <exception cref="CheckpointException">None does.</exception>
    public static CheckpointReader Find(ByteSource source)
    {
        const int StartLength = 512;
        byte[] start = source.Read(0, (int)Math.Min(StartLength, source.Length));
        return Array.Find(s_readers, reader => reader.Recognises(start, source))
            ?? throw UnknownFormat.Describe(start);
    }

    /// <summary>Whether a file is of this format, from its first bytes or more of it.</summary>
    /// <param name="start">Up to 512 bytes.</param>
    /// <param name="source">The whole file.</param>
    public abstract bool Recognises(ReadOnlySpan<byte> start, ByteSource source);

    /// <summary>Opens a file of this format without reading elements.</summary>
    /// <param name="source">The file, which the result closes.</param>
    /// <param name="options">How to read.</param>
    /// <exception cref="CheckpointException">The content is damaged or refused.</exception>
    public abstract CheckpointFile Open(ByteSource source, CheckpointOptions options);

    /// <summary>Collects the names a file asks for that are not on the list of known ones.</summary>
    /// <param name="source">The file.</param>
    /// <param name="options">How to read.</param>
    /// <param name="refused">Takes the full names.</param>
    /// <exception cref="CheckpointException">The content is damaged; names met before are there.</exception>
    public virtual void FindGlobals(ByteSource source, CheckpointOptions options, ISet<string> refused)
    {
    }
}
