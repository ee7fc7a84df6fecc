using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>
/// Writes plain values as a pickle of protocol 2, with the opcodes that Python's own pickler chooses for them, so
/// that every PyTorch with <c>weights_only=True</c> reads it.
/// </summary>
/// <param name="output">Where the bytes go.</param>
/// <param name="convert">Turns an object that is no plain value into one, a call for instance, or returns null.</param>
internal sealed partial class PickleWriter(Stream output, Func<object, object?> convert)
{
    // As deep as Python's own recursion lets it read back, with room to spare on our stack.
    private const int MaximumDepth = 256;

    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private readonly Dictionary<object, int> _memo = new(MemoComparer.Instance);
    private readonly List<object> _path = [];
    private int _memoized;
    private int _depth;

    /// <summary>Writes one pickle that holds a value.</summary>
    /// <exception cref="ArgumentException">The value, or something in it, cannot be written.</exception>
    public void Write(object? value)
    {
        Write(PickleOpcode.Proto);
        output.WriteByte(2);
        Save(value);
        Write(PickleOpcode.Stop);
    }

    private void Save(object? value)
    {
        if (SaveScalar(PythonValue.Normalise(value)))
        {
            return;
        }

        if (_memo.TryGetValue(value!, out int index))
        {
            Get(index);
            return;
        }

        if (++_depth > MaximumDepth)
        {
            throw new ArgumentException($"Checkpoint: values are nested deeper than {MaximumDepth} levels.");
        }

        if (!SaveContainer(value!))
        {
            object converted = convert(value!) ?? throw Unwritable(value!);
            Save(converted);
            if (_memo.TryGetValue(converted, out index))
            {
                _memo.Add(value!, index);
            }
        }

        _depth--;
    }

    private bool SaveScalar(object? value)
    {
        switch (value)
        {
            case null:
                Write(PickleOpcode.None);
                return true;
            case bool flag:
                Write(flag ? PickleOpcode.NewTrue : PickleOpcode.NewFalse);
                return true;
            case long number:
                SaveInteger(number);
                return true;
            case BigInteger number:
                SaveLong(number);
                return true;
            case double number:
                Span<byte> bytes = stackalloc byte[8];
                BinaryPrimitives.WriteDoubleBigEndian(bytes, number);
                Write(PickleOpcode.BinFloat);
                output.Write(bytes);
                return true;
            case string text:
                SaveText(text);
                return true;
            default:
                return false;
        }
    }

    private void SaveInteger(long number)
    {
        switch (number)
        {
            case >= 0 and <= byte.MaxValue:
                Write(PickleOpcode.BinInt1);
                output.WriteByte((byte)number);
                break;
            case >= 0 and <= ushort.MaxValue:
                Write(PickleOpcode.BinInt2);
                WriteLittleEndian(number, 2);
                break;
            case >= int.MinValue and <= int.MaxValue:
                Write(PickleOpcode.BinInt);
                WriteLittleEndian(number, 4);
                break;
            default:
                SaveLong(number);
                break;
        }
    }

    private void SaveLong(BigInteger number)
    {
        byte[] bytes = number.ToByteArray();
        bool small = bytes.Length <= byte.MaxValue;
        Write(small ? PickleOpcode.Long1 : PickleOpcode.Long4);
        WriteLittleEndian(bytes.Length, small ? 1 : 4);
        output.Write(bytes);
    }

    private void SaveText(string text)
    {
        if (_memo.TryGetValue(text, out int index))
        {
            Get(index);
            return;
        }

        byte[] bytes = s_utf8.GetBytes(text);
        Write(PickleOpcode.BinUnicode);
        WriteLittleEndian(bytes.Length, 4);
        output.Write(bytes);
        Put(text);
    }

    private void Put(object value)
    {
        int index = _memoized++;
        _memo.Add(value, index);
        Write(index <= byte.MaxValue ? PickleOpcode.BinPut : PickleOpcode.LongBinPut);
        WriteLittleEndian(index, index <= byte.MaxValue ? 1 : 4);
    }

    private void Get(int index)
    {
        Write(index <= byte.MaxValue ? PickleOpcode.BinGet : PickleOpcode.LongBinGet);
        WriteLittleEndian(index, index <= byte.MaxValue ? 1 : 4);
    }

    private void Write(PickleOpcode opcode) => output.WriteByte((byte)opcode);

    private void WriteLittleEndian(long number, int byteCount)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        output.Write(bytes[..byteCount]);
    }

    private ArgumentException Unwritable(object value)
    {
        string place = _path.Count == 0 ? "" : $" under key '{string.Join('.', _path)}'";
        return new ArgumentException(
            $"Checkpoint: a value of type {value.GetType()}{place} cannot be saved; only tensors, state dicts, dicts, "
            + "lists, tuples, sets, numbers, bools, strings, bytes and null can.");
    }
}
