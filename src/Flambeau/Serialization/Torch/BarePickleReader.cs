namespace Flambeau.Serialization;

/// <summary>
/// A pickle that <c>torch.save</c> did not write: read when it holds plain values, and above all read far enough to
/// name what is refused in it.
/// </summary>
internal sealed class BarePickleReader : CheckpointReader
{
    // What pickles of plain values and of calls begin with; any byte would make the message for other files worse.
    private const string FirstOpcodes = "\u0080(]}cVS";

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, ByteSource source) =>
        start.Length > 0 && FirstOpcodes.Contains((char)start[0]);

    /// <inheritdoc/>
    public override CheckpointFile Open(ByteSource source, CheckpointOptions options)
    {
        try
        {
            object? value = Read(source, new TorchHost(options, RefuseStorage), options);
            return new TorchCheckpointFile(CheckpointFormat.Pickle, source, value, options);
        }
        catch (CheckpointException e)
        {
            throw e.Within("the file was not written by torch.save; read as a bare pickle");
        }
    }

    /// <inheritdoc/>
    public override void FindGlobals(ByteSource source, CheckpointOptions options, ISet<string> refused) =>
        Read(source, new TorchHost(options, RefuseStorage) { Refused = refused }, options);

    /// <summary>Reads all pickles that follow each other, so that none hides behind a harmless one.</summary>
    private static object? Read(ByteSource source, TorchHost host, CheckpointOptions options)
    {
        if (source.Length > options.Limits.MaximumPickleBytes)
        {
            throw new CheckpointException(
                $"the pickle has {source.Length} bytes, more than the limit of {options.Limits.MaximumPickleBytes}");
        }

        var input = new PickleInput(source, 0, source.Length);
        object? value = new PickleReader(input, host, options.Limits).Read();
        int count = 1;
        while (input.Remaining > 0)
        {
            new PickleReader(input, host, options.Limits).Read();
            count++;
        }

        return count == 1
            ? value
            : throw new CheckpointException($"{count} pickles follow each other where one is expected");
    }

    private static StoredStorage RefuseStorage(string key, TorchStorageType type, long count) =>
        throw new CheckpointException("a bare pickle has no storages");
}
