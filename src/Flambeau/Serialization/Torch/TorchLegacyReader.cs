using System.Numerics;

namespace Flambeau.Serialization;

/// <summary>
/// The stream that <c>torch.save</c> wrote before 1.6: five pickles (magic number, protocol, facts about the machine,
/// the value, the storages' keys), then for each storage its element count and its raw elements.
/// </summary>
internal sealed class TorchLegacyReader : CheckpointReader
{
    private const long Protocol = 1001;

    private static readonly BigInteger s_magicNumber = BigInteger.Parse("119547037146038801333356");

    /// <inheritdoc/>
    /// <remarks>The magic number may be pickled by whatever protocol.</remarks>
    public override bool Recognises(ReadOnlySpan<byte> start, ByteSource source)
    {
        const int HeaderSize = 32;
        return start.Length > 0 && start[0] == (byte)PickleOpcode.Proto
            && start[..Math.Min(HeaderSize, start.Length)].IndexOf(s_magicNumber.ToByteArray()) > 0;
    }

    /// <inheritdoc/>
    public override CheckpointFile Open(ByteSource source, CheckpointOptions options)
    {
        var storages = new StoredStorages(source);
        var host = new TorchHost(options, storages.Find);
        var input = new PickleInput(source, 0, source.Length);
        storages.IsBigEndian = ReadHeader(input, host, options.Limits);
        object? value = new PickleReader(input, host, options.Limits).Read();
        if (new PickleReader(input, host, options.Limits).Read() is not List<object?> keys)
        {
            throw new CheckpointException("the list of storages is missing").At(input.Position);
        }

        storages.Place(input, keys);
        return new TorchCheckpointFile(CheckpointFormat.TorchLegacy, source, value, options)
        {
            Metadata = new ValueDict
            {
                ["version"] = Protocol,
                ["byteorder"] = storages.IsBigEndian ? "big" : "little",
            },
        };
    }

    /// <inheritdoc/>
    public override void FindGlobals(ByteSource source, CheckpointOptions options, ISet<string> refused)
    {
        var host = new TorchHost(options, new StoredStorages(source).Find) { Refused = refused };
        var input = new PickleInput(source, 0, source.Length);
        ReadHeader(input, host, options.Limits);
        new PickleReader(input, host, options.Limits).Read();
        new PickleReader(input, host, options.Limits).Read();
    }

    /// <summary>Reads what precedes the value; returns whether elements are big-endian.</summary>
    private static bool ReadHeader(PickleInput input, TorchHost host, CheckpointLimits limits)
    {
        object? magic = new PickleReader(input, host, limits).Read();
        object? protocol = new PickleReader(input, host, limits).Read();
        object? machine = new PickleReader(input, host, limits).Read();
        if (magic is not BigInteger number || number != s_magicNumber || protocol is not Protocol)
        {
            throw new CheckpointException($"protocol {PythonValue.Show(protocol)} of the old format is unknown");
        }

        return machine is ValueDict facts && facts.TryGetValue("little_endian", out object? little) && little is false;
    }
}
