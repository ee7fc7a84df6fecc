using System.Text;

namespace Flambeau.Serialization;

/// <summary>
/// The names with which numpy's arrays, element types and single numbers stand in a pickle, and what stands in for
/// each. One instance serves one file: arrays over the same bytes share a storage, as they share the bytes there.
/// </summary>
internal sealed class NumpyPickle
{
    private const string ArrayClass = "numpy.ndarray";

    // by identity: a file can name one long value any number of times
    private readonly Dictionary<object, StoredStorage> _storages = new(ReferenceEqualityComparer.Instance);
    private int _lastId;

    /// <summary>Finds what stands in for a name, or null when it is none of numpy's known ones.</summary>
    public PickleCallable? Find(string module, string name)
    {
        if (!module.StartsWith("numpy", StringComparison.Ordinal))
        {
            return null;
        }

        // numpy 2 renamed numpy.core
        string fullName = $"{module.Replace("numpy._core", "numpy.core", StringComparison.Ordinal)}.{name}";
        return fullName switch
        {
            ArrayClass => new PickleCallable(fullName, _ => throw new CheckpointException(
                $"{fullName} is called, which numpy's own pickles never do")),
            "numpy.dtype" => new PickleCallable(fullName, arguments => new PickledNumpyType(TextOf(arguments, 0))),
            "numpy.core.multiarray._reconstruct" => new PickleCallable(fullName, Reconstruct),
            "numpy.core.multiarray.scalar" => new PickleCallable(fullName, arguments =>
                NumpyScalar.Read(arguments.Get<PickledNumpyType>(0), BytesOf(arguments.Get<object>(1)))),
            "numpy.core.numeric._frombuffer" => new PickleCallable(fullName, FromBuffer),
            _ => null,
        };
    }

    /// <summary>Gives an array or a type its state. Returns false when the object is neither.</summary>
    /// <exception cref="CheckpointException">The state does not fit, or the object has one.</exception>
    public bool Build(object? instance, object? state)
    {
        switch (instance)
        {
            case PickledNumpyType type:
                type.SetState(state);
                return true;
            case PickledNumpyArray array when state is object?[] and
                [long, object?[] sizes, PickledNumpyType type, var order, { } bytes]:
                array.Content = Describe(type, IsTrue(order), sizes, bytes);
                return true;
            case PickledNumpyArray:
                throw new CheckpointException("an array of numpy's has a state of an unknown form");
            default:
                return false;
        }
    }

    private static PickledNumpyArray Reconstruct(PickleArguments arguments) =>
        arguments.Get<PickleCallable>(0).Name == ArrayClass
            ? new PickledNumpyArray()
            : throw new CheckpointException($"{arguments.Function} is called for another class than {ArrayClass}");

    /// <summary>(bytes, type, shape, "C" or "F"), which protocol 5 writes.</summary>
    private PickledNumpyArray FromBuffer(PickleArguments arguments) => new()
    {
        Content = Describe(
            arguments.Get<PickledNumpyType>(1), TextOf(arguments, 3) == "F", arguments.Get<object?[]>(2),
            arguments.Get<byte[]>(0)),
    };

    private DenseStoredTensor Describe(PickledNumpyType pickledType, bool isFortran, object?[] sizes, object bytes)
    {
        (ElementType type, bool swapped) = pickledType.Parse();
        long[] shape = new PickleArguments("an array's shape", [sizes]).GetIntegers(0);
        StoredTensor.CheckRank(shape);
        return new NpyHeader(type, swapped, isFortran, shape)
            .Over(StorageOf(bytes, swapped && type.UnitSize > 1 ? type.UnitSize : null));
    }

    private StoredStorage StorageOf(object bytes, int? swapUnit)
    {
        if (!_storages.TryGetValue(bytes, out StoredStorage? storage) || storage.ByteCount == 0)
        {
            byte[] content = BytesOf(bytes);
            storage = new StoredStorage(--_lastId, content.Length)
            {
                SwapUnit = swapUnit,
                Fill = block => content.CopyTo(block.AsSpan<byte>(0, content.Length)),
            };
            _storages[bytes] = storage;
        }

        return storage.SwapUnit == swapUnit
            ? storage
            : throw new CheckpointException("two arrays of numpy's share bytes that have different orders");
    }

    // Python 2 has no bytes: what is text by chance was decoded, which can be undone.
    private static byte[] BytesOf(object value) => value switch
    {
        byte[] bytes => bytes,
        string text => Encoding.UTF8.GetBytes(text),
        _ => throw new CheckpointException($"numpy's numbers are {PythonValue.NameOf(value)} in place of bytes"),
    };

    private static string TextOf(PickleArguments arguments, int position) =>
        arguments.Get<object>(position) is byte[] bytes ? Encoding.Latin1.GetString(bytes) : arguments.Get<string>(position);

    private static bool IsTrue(object? value) => value is true or 1L;
}
