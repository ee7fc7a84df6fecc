namespace Flambeau.Serialization;

/// <summary>An open <c>.npy</c> or <c>.npz</c> file.</summary>
internal sealed class NumpyFile : CheckpointFile
{
    /// <summary>Takes over what a reader found.</summary>
    public NumpyFile(
        CheckpointFormat format, ByteSource source, IReadOnlyList<CheckpointEntry> entries, CheckpointOptions options)
        : base(format, source, entries, options)
    {
    }

    /// <inheritdoc/>
    private protected override object? ReadValue() =>
        Format == CheckpointFormat.Npy ? Load(Entries[0]) : base.ReadValue();

    /// <inheritdoc/>
    private protected override StateDict ReadStateDict() => Format == CheckpointFormat.Npy
        ? throw new CheckpointException("the file holds one array without a name, not a state dict; load it as a value")
        : base.ReadStateDict();
}
