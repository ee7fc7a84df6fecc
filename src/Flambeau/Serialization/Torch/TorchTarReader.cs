namespace Flambeau.Serialization;

/// <summary>
/// The tar archive that <c>torch.save</c> of PyTorch 0.1 wrote: <c>sys_info</c>, <c>storages</c>, <c>tensors</c> and
/// the <c>pickle</c>, which refers to both by number.
/// </summary>
internal sealed class TorchTarReader : CheckpointReader
{
    private const int MagicOffset = 257;

    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, ByteSource source) =>
        start.Length >= TarDirectory.BlockSize && start[MagicOffset..].StartsWith("ustar"u8);

    /// <inheritdoc/>
    public override CheckpointFile Open(ByteSource source, CheckpointOptions options)
    {
        object? value = Read(source, options, null, out bool isBigEndian);
        return new TorchCheckpointFile(CheckpointFormat.TorchTar, source, value, options)
        {
            Metadata = new ValueDict { ["byteorder"] = isBigEndian ? "big" : "little" },
        };
    }

    /// <inheritdoc/>
    public override void FindGlobals(ByteSource source, CheckpointOptions options, ISet<string> refused) =>
        Read(source, options, refused, out _);

    private static object? Read(
        ByteSource source, CheckpointOptions options, ISet<string>? refused, out bool isBigEndian)
    {
        var tar = new TarDirectory(source);
        var host = new TorchTarHost(options, source) { Refused = refused };
        isBigEndian = Within("sys_info", input => new PickleReader(input, host, options.Limits).Read())
            is ValueDict facts && facts.TryGetValue("little_endian", out object? little) && little is false;
        host.IsBigEndian = isBigEndian;
        Within("storages", host.ReadStorages);
        Within("tensors", host.ReadTensors);
        return Within("pickle", input => new PickleReader(input, host, options.Limits).Read());

        object? Within(string name, Func<PickleInput, object?> read)
        {
            try
            {
                (long start, long length) = tar.Find(name);
                return read(new PickleInput(source, start, start + length));
            }
            catch (CheckpointException e)
            {
                throw e.Within(name);
            }
        }
    }
}
