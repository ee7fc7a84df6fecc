namespace Flambeau.Serialization;

/// <summary>Recognises and opens one array of <c>numpy.save</c>.</summary>
internal sealed class NpyReader : CheckpointReader
{
    /// <inheritdoc/>
    public override bool Recognises(ReadOnlySpan<byte> start, ByteSource source) => start.StartsWith(NpyHeader.Magic);

    /// <inheritdoc/>
    public override CheckpointFile Open(ByteSource source, CheckpointOptions options)
    {
        using var stream = new SliceStream(source, 0, source.Length);
        NpyHeader header = NpyHeader.Read(stream);
        DenseStoredTensor tensor = header.Describe(
            0, source.Length - header.Length, block => source.ReadInto(header.Length, block));
        return new NumpyFile(CheckpointFormat.Npy, source, [new CheckpointEntry("", tensor)], options);
    }
}
