using System.Globalization;

namespace Flambeau.Serialization;

/// <summary>Reads the storages and tensors of a tar archive and gives them to its pickle by number.</summary>
/// <param name="options">How to read.</param>
/// <param name="source">The archive.</param>
internal sealed class TorchTarHost(CheckpointOptions options, ByteSource source) : TorchHost(options, NoStorage)
{
    private readonly Dictionary<long, object> _byNumber = new(SeededComparer.Instance);
    private readonly CheckpointLimits _limits = options.Limits;

    /// <summary>Whether a big-endian machine wrote the elements.</summary>
    public bool IsBigEndian { get; set; }

    /// <inheritdoc/>
    /// <remarks>A class with its source, ('torch.nn...', source file, source), or a number.</remarks>
    public override object? LoadPersistent(object? id) => id switch
    {
        object?[] and [PickleCallable container, ..] => container,
        string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            => Number(number),
        long number => Number(number),
        _ => throw new CheckpointException("a persistent id is not that of a storage or tensor"),
    };

    /// <summary>
    /// Reads the file of storages: a count; for each (number, location, class), its element count and its elements;
    /// then the list of views (number, number of the whole, first element, element count).
    /// </summary>
    public object? ReadStorages(PickleInput input)
    {
        for (long left = ReadCount(input); left > 0; left--)
        {
            (long number, TorchStorageType type) =
                ReadPickle(input) is object?[] and [long key, _, TorchStorageType storageType]
                ? (key, storageType)
                : throw new CheckpointException("a storage is described in an unknown form").At(input.Position);
            Add(number, new TorchStorage(ReadStorage(input, type), type, 0));
        }

        foreach (object? view in ReadPickle(input) as IReadOnlyList<object?> ?? [])
        {
            (long number, long whole, long offset) =
                view is object?[] and [long key, long root, long first and >= 0, ..]
                ? (key, root, first)
                : throw new CheckpointException("a view of a storage is described in an unknown form");
            TorchStorage storage = Storage(whole);
            Add(number, storage with { Offset = Math.Min(storage.Offset, long.MaxValue - offset) + offset });
        }

        return null;
    }

    /// <summary>
    /// Reads the file of tensors: a count; for each (number, number of the storage, class), the number of dimensions in
    /// eight bytes, the sizes, the strides and the offset.
    /// </summary>
    public object? ReadTensors(PickleInput input)
    {
        for (long left = ReadCount(input); left > 0; left--)
        {
            (long number, long storage) = ReadPickle(input) is object?[] and [long key, long owner, _]
                ? (key, owner)
                : throw new CheckpointException("a tensor is described in an unknown form").At(input.Position);

            // The upper four bytes were never cleared.
            int dimensions = input.ReadInt32();
            input.Skip(sizeof(int));
            long[] sizes = ReadNumbers(input, dimensions);
            long[] strides = ReadNumbers(input, dimensions);
            Add(number, Storage(storage).View(input.ReadInt64(), sizes, strides, null));
        }

        return null;
    }

    private StoredStorage ReadStorage(PickleInput input, TorchStorageType type)
    {
        long count = input.ReadInt64();
        if (count < 0 || (Int128)count * type.ItemSize > input.Remaining)
        {
            throw new CheckpointException($"a storage of {count} elements is longer than the file; it is damaged");
        }

        long start = input.Position;
        input.Skip(count * type.ItemSize);
        return new StoredStorage(_byNumber.Count, count * type.ItemSize)
        {
            Fill = block => source.ReadInto(start, block),
            SwapUnit = IsBigEndian ? type.Element?.UnitSize ?? 0 : null,
        };
    }

    private static long[] ReadNumbers(PickleInput input, int count)
    {
        if (count < 0 || count > input.Remaining / sizeof(long))
        {
            throw new CheckpointException($"a tensor has {count} dimensions, which is not possible");
        }

        long[] numbers = new long[count];
        for (int i = 0; i < count; i++)
        {
            numbers[i] = input.ReadInt64();
        }

        return numbers;
    }

    private object? ReadPickle(PickleInput input) => new PickleReader(input, this, _limits).Read();

    private long ReadCount(PickleInput input) => ReadPickle(input) is long count
        ? count
        : throw new CheckpointException("the number of entries is missing").At(input.Position);

    private void Add(long number, object item)
    {
        if (!_byNumber.TryAdd(number, item))
        {
            throw new CheckpointException($"two entries have the number {number}");
        }
    }

    private object Number(long number) => _byNumber.TryGetValue(number, out object? item)
        ? item
        : throw new CheckpointException($"there is no storage or tensor with the number {number}");

    private TorchStorage Storage(long number) => Number(number) as TorchStorage
        ?? throw new CheckpointException($"number {number} is a tensor where a storage is needed");

    private static StoredStorage NoStorage(string key, TorchStorageType type, long count) =>
        throw new CheckpointException("a storage in a tar archive is referred to by name");
}
