using System.Numerics;

namespace Flambeau.Serialization;

/// <summary>
/// The stream that <c>torch.save</c> wrote before 1.6: five pickles (magic number, protocol, facts about the machine,
/// the value, the storages' keys), then for each storage its element count and its raw elements.
/// </summary>
internal static class TorchLegacyReader
{
    private const long Protocol = 1001;

    private static readonly BigInteger s_magicNumber = BigInteger.Parse("119547037146038801333356");

    /// <summary>Whether a file begins with the magic number, pickled by whatever protocol.</summary>
    /// <param name="start">The first bytes of the file.</param>
    public static bool IsLegacy(ReadOnlySpan<byte> start)
    {
        const int HeaderSize = 32;
        return start.Length > 0 && start[0] == (byte)PickleOpcode.Proto
            && start[..Math.Min(HeaderSize, start.Length)].IndexOf(s_magicNumber.ToByteArray()) > 0;
    }

    /// <summary>Reads the value from the stream's position on.</summary>
    /// <param name="stream">A seekable stream that ends with the file.</param>
    /// <param name="options">How to read.</param>
    public static object? Read(Stream stream, CheckpointOptions options)
    {
        var input = new PickleInput(stream);
        var storages = new Dictionary<string, (Storage Memory, TorchStorageType Type)>(StringComparer.Ordinal);
        long promised = 0;
        var host = new TorchHost(options, (key, type, count) =>
        {
            if (!storages.TryGetValue(key, out (Storage Memory, TorchStorageType Type) known))
            {
                known = (Allocate(key, type, count, stream.Length - promised), type);
                promised += known.Memory.Block.ByteCount;
                storages.Add(key, known);
            }

            return known.Memory;
        });
        bool swap = ReadHeader(input, host);
        object? value = new PickleReader(input, host).Read();
        if (new PickleReader(input, host).Read() is not List<object?> keys)
        {
            throw new CheckpointException("the list of storages is missing").At(input.Position);
        }

        foreach (object? key in keys)
        {
            if (key is not string name || !storages.Remove(name, out (Storage Memory, TorchStorageType Type) storage))
            {
                throw new CheckpointException($"the list of storages names '{key}', which no tensor uses");
            }

            Fill(input, name, storage.Memory, storage.Type, swap);
        }

        return storages.Count == 0
            ? value
            : throw new CheckpointException($"the content of storage '{storages.Keys.First()}' is missing");
    }

    /// <summary>Reads what precedes the value; returns whether elements are big-endian.</summary>
    private static bool ReadHeader(PickleInput input, TorchHost host)
    {
        object? magic = new PickleReader(input, host).Read();
        object? protocol = new PickleReader(input, host).Read();
        object? machine = new PickleReader(input, host).Read();
        if (magic is not BigInteger number || number != s_magicNumber || protocol is not Protocol)
        {
            throw new CheckpointException($"protocol {protocol} of the old format is unknown");
        }

        return machine is ValueDict facts && facts.TryGetValue("little_endian", out object? little) && little is false;
    }

    private static Storage Allocate(string key, TorchStorageType type, long count, long available) =>
        count >= 0 && (Int128)count * type.ItemSize <= available
            ? new Storage(count * type.ItemSize)
            : throw new CheckpointException(
                $"storage '{key}' should have {count} elements, more than the file has bytes; it is damaged");

    private static void Fill(PickleInput input, string key, Storage storage, TorchStorageType type, bool swap)
    {
        const int ChunkSize = 1 << 22;
        long length = storage.Block.ByteCount;
        long offset = input.Position;
        long count = input.ReadInt64();
        if (count != length / type.ItemSize)
        {
            throw new CheckpointException(
                $"storage '{key}' should have {length / type.ItemSize} elements, but {count} are stored").At(offset);
        }

        for (long done = 0; done < length; done += ChunkSize)
        {
            input.Read(storage.Block.AsSpan<byte>(done, (int)Math.Min(ChunkSize, length - done)));
        }

        if (swap)
        {
            ByteOrder.Swap(storage.Block, type);
        }
    }
}
