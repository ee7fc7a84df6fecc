using System.Buffers.Binary;
using System.Numerics;

namespace Flambeau.Serialization;

/// <summary>A single number of numpy's in a pickle, such as <c>numpy.float64(0.5)</c>: read as Python's own number.</summary>
internal static class NumpyScalar
{
    /// <summary>Reads the number.</summary>
    /// <exception cref="CheckpointException">The type is not a number's, or the bytes are too few or too many.</exception>
    public static object? Read(PickledNumpyType pickledType, byte[] bytes)
    {
        (ElementType type, bool swapped) = pickledType.Parse();
        if (bytes.Length != type.ItemSize)
        {
            throw new CheckpointException($"a number of type {type.Name} has {bytes.Length} bytes, not {type.ItemSize}");
        }

        bool isBig = swapped == BitConverter.IsLittleEndian;
        return type.Name switch
        {
            "bool" => bytes[0] != 0,
            "float16" => (double)(isBig ? BinaryPrimitives.ReadHalfBigEndian(bytes) : BinaryPrimitives.ReadHalfLittleEndian(bytes)),
            "float32" => (double)Single(bytes, isBig),
            "float64" => Double(bytes, isBig),
            "complex64" => new Complex(Single(bytes, isBig), Single(bytes.AsSpan(sizeof(float)), isBig)),
            "complex128" => new Complex(Double(bytes, isBig), Double(bytes.AsSpan(sizeof(double)), isBig)),
            _ => PythonValue.Normalise(new BigInteger(bytes, type.Name.StartsWith('u'), isBig)),
        };
    }

    private static float Single(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadSingleBigEndian(bytes) : BinaryPrimitives.ReadSingleLittleEndian(bytes);

    private static double Double(ReadOnlySpan<byte> bytes, bool isBig) =>
        isBig ? BinaryPrimitives.ReadDoubleBigEndian(bytes) : BinaryPrimitives.ReadDoubleLittleEndian(bytes);
}
