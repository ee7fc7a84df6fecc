using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;

namespace Flambeau.Serialization;

/// <summary>Writes a state dict in the format of the safetensors library.</summary>
internal static class SafeTensorsWriter
{
    // As torch.save does for its records: elements can be mapped and used where they lie.
    private const int Alignment = 64;

    private const int ChunkSize = 1 << 20;

    /// <summary>Writes a file to a stream, which need not be seekable.</summary>
    public static void Write(Stream stream, StateDict state, IReadOnlyDictionary<string, string>? metadata)
    {
        // the widest elements first keeps all of them aligned without gaps, which the format forbids
        var tensors = state.Select(entry => (entry.Key, Tensor: entry.Value.Detach().Contiguous()))
            .OrderByDescending(entry => entry.Tensor.DType.ItemSize).ToArray();
        stream.Write(Header(tensors, metadata));
        foreach (var (_, tensor) in tensors)
        {
            WriteElements(stream, tensor);
        }
    }

    private static byte[] Header((string Name, Tensor Tensor)[] tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            long at = 0;
            foreach (var (name, tensor) in tensors)
            {
                at = WriteItem(json, name, tensor, at);
            }

            json.WriteEndObject();
        }

        int length = SafeTensorsHeader.LengthBytes + buffer.WrittenCount;
        byte[] header = new byte[(length + Alignment - 1) / Alignment * Alignment];
        header.AsSpan(length).Fill((byte)' ');
        BinaryPrimitives.WriteInt64LittleEndian(header, header.Length - SafeTensorsHeader.LengthBytes);
        buffer.WrittenSpan.CopyTo(header.AsSpan(SafeTensorsHeader.LengthBytes));
        return header.Length - SafeTensorsHeader.LengthBytes <= SafeTensorsHeader.MaximumLength
            ? header
            : throw new ArgumentException(
                $"Checkpoint: the names and shapes of {tensors.Length} tensors take {header.Length} bytes, more than safetensors allows.");
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string>? metadata)
    {
        if (metadata is not { Count: > 0 })
        {
            return;
        }

        json.WriteStartObject("__metadata__");
        foreach (var (key, value) in metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static long WriteItem(Utf8JsonWriter json, string name, Tensor tensor, long at)
    {
        long end = at + ((long)tensor.Numel * tensor.DType.ItemSize);
        json.WriteStartObject(name);
        json.WriteString("dtype", SafeTensorsTypes.NameOf(tensor.DType));
        json.WriteStartArray("shape");
        foreach (int size in tensor.Shape)
        {
            json.WriteNumberValue(size);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(at);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
        return end;
    }

    private static void WriteElements(Stream stream, Tensor tensor)
    {
        int size = tensor.DType.ItemSize;
        long start = (long)tensor.StorageOffset * size, length = (long)tensor.Numel * size;
        byte[]? swapped = BitConverter.IsLittleEndian ? null : new byte[ChunkSize];
        for (long done = 0; done < length; done += ChunkSize)
        {
            ReadOnlySpan<byte> bytes = tensor.Storage.Block.AsSpan<byte>(start + done, (int)Math.Min(ChunkSize, length - done));
            if (swapped is not null)
            {
                bytes.CopyTo(swapped);
                ByteOrder.Reverse(swapped.AsSpan(0, bytes.Length), size);
                bytes = swapped.AsSpan(0, bytes.Length);
            }

            stream.Write(bytes);
        }
    }
}
