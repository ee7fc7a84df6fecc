using System.Buffers.Binary;

namespace Flambeau.Serialization;

/// <summary>Recognises and opens a safetensors file.</summary>
internal sealed class SafeTensorsReader : CheckpointReader
{
    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, ByteSource source) =>
        start.Length > SafeTensorsHeader.LengthBytes
        && start[SafeTensorsHeader.LengthBytes] == (byte)'{'
        && BinaryPrimitives.ReadUInt64LittleEndian(start) <= SafeTensorsHeader.MaximumLength;

    /// <inheritdoc/>
    public override CheckpointFile Open(ByteSource source, CheckpointOptions options) => SafeTensorsFile.Open(source, options);
}
