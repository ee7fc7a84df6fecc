using System.Text;

namespace Flambeau.Serialization;

/// <summary>PyTorch's zip format: writing.</summary>
internal static class TorchZipWriter
{
    // The folder torch.save itself uses when it writes to a stream. A fixed one makes equal models equal files.
    private const string Root = "archive";

    private static readonly PickleGlobal s_rebuildTensor = new("torch._utils", "_rebuild_tensor_v2");

    /// <summary>Writes a value as <c>torch.save</c> would.</summary>
    /// <param name="stream">Where the bytes go.</param>
    /// <param name="value">The value; tensors that share memory share it in the file.</param>
    /// <exception cref="ArgumentException">The value, or something in it, cannot be written.</exception>
    public static void Write(Stream stream, object? value)
    {
        var storages = new StorageTable();
        var pickle = new MemoryStream();
        new PickleWriter(pickle, item => Convert(item, storages)).Write(value);

        var zip = new ZipWriter(stream);
        zip.Add($"{Root}/data.pkl", pickle.GetBuffer().AsMemory(0, (int)pickle.Length));
        zip.Add($"{Root}/byteorder", Encoding.ASCII.GetBytes(BitConverter.IsLittleEndian ? "little" : "big"));
        for (int i = 0; i < storages.Count; i++)
        {
            Storage storage = storages[i];
            zip.Add($"{Root}/data/{i}", storage.ByteCount, visit => Visit(storage, visit));
        }

        zip.Add($"{Root}/version", "3\n"u8.ToArray());
        zip.Add($"{Root}/.data/serialization_id", Encoding.ASCII.GetBytes(Identify(zip.Entries)));
        zip.Finish();
    }

    /// <summary>Turns our own types into what a pickle can hold, or returns null.</summary>
    private static object? Convert(object item, StorageTable storages) => item switch
    {
        StateDict state => state.ToDict(),
        Tensor tensor => Rebuild(tensor, storages),
        DType dtype => new PickleGlobal("torch", dtype.TorchName),
        IEnumerable<KeyValuePair<string, Tensor>> tensors => new StateDict(tensors).ToDict(),
        IEnumerable<KeyValuePair<string, object?>> entries => new ValueDict(
            entries.Select(entry => new KeyValuePair<object, object?>(entry.Key, entry.Value))),
        _ => null,
    };

    /// <summary>The call that makes the tensor again: storage, offset, size, stride, requires_grad, hooks.</summary>
    private static PickleCall Rebuild(Tensor tensor, StorageTable storages)
    {
        TorchStorageType type = TorchStorageType.Of(tensor.DType);
        Storage storage = tensor.Storage;
        object?[] id =
        [
            "storage",
            new PickleGlobal("torch", type.Name),
            $"{storages.KeyOf(storage, tensor.DType)}",
            "cpu",
            storage.ByteCount / type.ItemSize,
        ];
        return new PickleCall(
            s_rebuildTensor,
            new PicklePersistentId(id),
            tensor.StorageOffset,
            ToTuple(tensor.Shape),
            ToTuple(tensor.Strides),
            false,
            PickleWriter.NewOrderedDict());
    }

    private static object?[] ToTuple(ReadOnlySpan<int> numbers)
    {
        object?[] tuple = new object?[numbers.Length];
        for (int i = 0; i < tuple.Length; i++)
        {
            tuple[i] = (long)numbers[i];
        }

        return tuple;
    }

    private static void Visit(Storage storage, ByteVisitor visit)
    {
        const int ChunkSize = 1 << 22;
        long length = storage.ByteCount;
        for (long done = 0; done < length; done += ChunkSize)
        {
            visit(storage.Filled.AsSpan<byte>(done, (int)Math.Min(ChunkSize, length - done)));
        }
    }

    /// <summary>Forty digits that depend on names and contents, as PyTorch's own do.</summary>
    private static string Identify(IEnumerable<ZipEntry> entries)
    {
        // FNV-1a, 64 bits.
        const ulong Basis = 14695981039346656037;
        const ulong Prime = 1099511628211;
        ulong names = Basis;
        ulong contents = Basis;
        foreach (ZipEntry entry in entries)
        {
            names = entry.Name.Aggregate(names, (hash, character) => (hash ^ character) * Prime);
            contents = (contents ^ entry.Crc) * Prime;
        }

        return $"{names:D20}{contents:D20}";
    }
}
