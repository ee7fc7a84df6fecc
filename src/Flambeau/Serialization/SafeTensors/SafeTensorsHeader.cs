using System.Buffers.Binary;
using System.Text.Json;

namespace Flambeau.Serialization;

/// <summary>
/// The header of a safetensors file: a length of 8 bytes, then JSON that gives type, shape and place of each tensor.
/// Tensors follow without gaps, which is checked: a file can hide nothing, and two tensors never share bytes.
/// </summary>
internal sealed class SafeTensorsHeader
{
    /// <summary>The bytes before the JSON text: its length.</summary>
    public const int LengthBytes = 8;

    /// <summary>The longest header that the format allows.</summary>
    public const long MaximumLength = 100_000_000;

    private const string MetadataKey = "__metadata__";

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    private SafeTensorsHeader(long dataStart) => DataStart = dataStart;

    /// <summary>Where the elements begin in the file.</summary>
    public long DataStart { get; }

    /// <summary>The tensors, in the header's order.</summary>
    public List<SafeTensorsItem> Items { get; } = [];

    /// <summary>What is under <c>__metadata__</c>: texts by name.</summary>
    public ValueDict Metadata { get; } = [];

    /// <summary>Reads and checks the header of a file.</summary>
    /// <exception cref="CheckpointException">It breaks a rule of the format.</exception>
    public static SafeTensorsHeader Read(ByteSource source, CheckpointLimits limits)
    {
        ulong length = source.Length < LengthBytes
            ? throw new CheckpointException("the safetensors file is cut short: it has no header")
            : BinaryPrimitives.ReadUInt64LittleEndian(source.Read(0, LengthBytes));
        if (length > MaximumLength || (long)length > source.Length - LengthBytes)
        {
            throw new CheckpointException(
                $"the safetensors header should have {length} bytes, but the file has {source.Length} in all "
                + $"and the format allows {MaximumLength}");
        }

        var header = new SafeTensorsHeader(LengthBytes + (long)length);
        byte[] text = source.Read(LengthBytes, (int)length);
        try
        {
            header.Parse(text, limits);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new CheckpointException("the safetensors header is no valid JSON of the expected form", e);
        }

        header.CheckPlaces(source.Length - header.DataStart);
        return header;
    }

    private void Parse(ReadOnlySpan<byte> text, CheckpointLimits limits)
    {
        var reader = new Utf8JsonReader(text);
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            if (!_names.Add(name))
            {
                throw new CheckpointException($"the safetensors header names '{name}' twice");
            }

            if (_names.Count > limits.MaximumTensors)
            {
                throw new CheckpointException($"the safetensors header names more than {limits.MaximumTensors} tensors");
            }

            if (name == MetadataKey)
            {
                ParseMetadata(ref reader);
            }
            else
            {
                Items.Add(ParseItem(ref reader, name));
            }
        }

        if (reader.Read())
        {
            throw new JsonException();
        }
    }

    private void ParseMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            Expect(ref reader, JsonTokenType.String);
            Metadata[name] = reader.GetString();
        }
    }

    private static SafeTensorsItem ParseItem(ref Utf8JsonReader reader, string name)
    {
        ElementType? type = null;
        long[]? sizes = null, offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            switch (reader.GetString())
            {
                case "dtype":
                    Expect(ref reader, JsonTokenType.String);
                    string dtype = reader.GetString()!;
                    type = SafeTensorsTypes.Find(dtype)
                        ?? throw new CheckpointException($"key '{name}': safetensors' dtype '{dtype}' is not supported");
                    break;
                case "shape":
                    sizes = ParseNumbers(ref reader);
                    break;
                case "data_offsets":
                    offsets = ParseNumbers(ref reader);
                    break;
                default:
                    throw new JsonException();
            }
        }

        return type is not null && sizes is not null && offsets is [var begin, var end]
            ? new SafeTensorsItem(name, type, sizes, begin, end)
            : throw new CheckpointException($"key '{name}': dtype, shape or data_offsets are missing in the safetensors header");
    }

    private static long[] ParseNumbers(ref Utf8JsonReader reader)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (Next(ref reader) == JsonTokenType.Number)
        {
            long number = reader.GetInt64();
            numbers.Add(number >= 0 ? number : throw new JsonException());
        }

        return reader.TokenType == JsonTokenType.EndArray ? [.. numbers] : throw new JsonException();
    }

    // one after the other from the header's end to the file's end, each as long as its shape says
    private void CheckPlaces(long dataLength)
    {
        long at = 0;
        foreach (var item in Items.OrderBy(item => item.Begin).ThenBy(item => item.End))
        {
            var needed = item.Sizes.Contains(0) ? 0 : item.Sizes.Order().Aggregate((Int128)item.Type.ItemSize, (bytes, size) =>
                bytes > dataLength ? bytes : bytes * size);
            if (item.Begin != at || item.End < item.Begin || item.End > dataLength || needed != item.End - item.Begin)
            {
                throw new CheckpointException(
                    $"key '{item.Name}': bytes {item.Begin} to {item.End} of {dataLength} do not follow what is before them, "
                    + $"or do not hold {item.Type.Name}[{string.Join(", ", item.Sizes)}]");
            }

            at = item.End;
        }

        if (at != dataLength)
        {
            throw new CheckpointException($"the safetensors header describes {at} bytes of elements, but {dataLength} are there");
        }
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) => reader.Read() ? reader.TokenType : throw new JsonException();

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (Next(ref reader) != type)
        {
            throw new JsonException();
        }
    }
}
