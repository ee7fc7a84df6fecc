using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>What stands before the elements of a <c>.npy</c> file: their type, order and shape.</summary>
/// <param name="Type">The type of the elements.</param>
/// <param name="Swapped">Whether their bytes are in the order of another machine.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Sizes">The sizes of the dimensions.</param>
internal sealed record NpyHeader(ElementType Type, bool Swapped, bool IsFortran, long[] Sizes)
{
    // Numpy itself stops at 10,000 characters.
    private const int MaximumLength = 1 << 16;
    private const int Alignment = 64;
    private const int Version1Prefix = 10;

    /// <summary>What every file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The number of bytes of the header, from the file's start to the first element.</summary>
    public int Length { get; private init; }

    /// <summary>The number of bytes of the elements.</summary>
    public Int128 DataLength => Sizes.Contains(0)
        ? 0
        : Sizes.Aggregate((Int128)Type.ItemSize, (bytes, size) => bytes > long.MaxValue ? bytes : bytes * size);

    /// <summary>Reads the header at the beginning of a stream.</summary>
    /// <exception cref="CheckpointException">It breaks a rule of the format.</exception>
    public static NpyHeader Read(Stream stream)
    {
        byte[] prefix = ReadExactly(stream, 8);
        if (!prefix.AsSpan().StartsWith(Magic))
        {
            throw new CheckpointException("the array does not begin with numpy's signature");
        }

        (int version, bool isLong) = prefix[6] is >= 1 and <= 3
            ? (prefix[6], prefix[6] > 1)
            : throw new CheckpointException($"version {prefix[6]}.{prefix[7]} of numpy's format is not known");
        uint length = isLong
            ? BinaryPrimitives.ReadUInt32LittleEndian(ReadExactly(stream, 4))
            : BinaryPrimitives.ReadUInt16LittleEndian(ReadExactly(stream, 2));
        if (length > MaximumLength)
        {
            throw new CheckpointException(
                $"numpy's header has {length} bytes, more than the limit of {MaximumLength}");
        }

        Encoding encoding = version == 3 ? Encoding.UTF8 : Encoding.Latin1;
        NpyHeader header = new NpyHeaderParser(encoding.GetString(ReadExactly(stream, (int)length))).Parse();
        return header with { Length = prefix.Length + (isLong ? 4 : 2) + (int)length };
    }

    /// <summary>The header of row-major elements, padded so that they begin at a multiple of 64.</summary>
    /// <exception cref="ArgumentException">Numpy has no such type.</exception>
    public static byte[] Write(DType dtype, ReadOnlySpan<int> shape)
    {
        var sizes = new StringBuilder();
        foreach (int size in shape)
        {
            sizes.Append(CultureInfo.InvariantCulture, $"{size}, ");
        }

        // One size keeps its comma: (3,) is a tuple, (3) is not.
        string tuple = shape.Length == 1 ? sizes.ToString().TrimEnd() : sizes.ToString().TrimEnd(' ', ',');
        string text = $"{{'descr': '{NpyTypes.Describe(dtype)}', 'fortran_order': False, 'shape': ({tuple}), }}";
        int length = (Version1Prefix + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        byte[] header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[6], header[7], header[^1]) = (1, 0, (byte)'\n');
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(length - Version1Prefix));
        Encoding.ASCII.GetBytes(text, header.AsSpan(Version1Prefix));
        return header;
    }

    /// <summary>Describes the array as a tensor in a file.</summary>
    /// <param name="id">The number of its storage.</param>
    /// <param name="available">The bytes behind the header.</param>
    /// <param name="fill">Reads them.</param>
    /// <exception cref="CheckpointException">There are more or fewer bytes than the shape needs.</exception>
    public DenseStoredTensor Describe(int id, long available, Action<Kernels.Block> fill) => DataLength == available
        ? Over(new StoredStorage(id, available) { SwapUnit = Swapped ? Type.UnitSize : null, Fill = fill })
        : throw WrongLength(available);

    /// <summary>Describes the array as a tensor over a whole storage.</summary>
    /// <exception cref="CheckpointException">It has more or fewer bytes than the shape needs.</exception>
    public DenseStoredTensor Over(StoredStorage storage) => DataLength == storage.ByteCount
        ? new DenseStoredTensor(storage, Type, 0, Sizes, Strides())
        : throw WrongLength(storage.ByteCount);

    private CheckpointException WrongLength(long available) => new(
        $"an array of {Type.Name}[{string.Join(", ", Sizes)}] needs {DataLength} bytes, but {available} are there");

    private long[] Strides()
    {
        long[] strides = new long[Sizes.Length];
        long step = 1;
        for (int i = 0; i < Sizes.Length && !Sizes.Contains(0); i++)
        {
            int dim = IsFortran ? i : Sizes.Length - 1 - i;
            strides[dim] = step;
            step *= Sizes[dim];
        }

        return strides;
    }

    private static byte[] ReadExactly(Stream stream, int count)
    {
        byte[] bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count
            ? bytes
            : throw new CheckpointException("the array is cut short in its header");
    }
}
