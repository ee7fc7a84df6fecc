namespace Flambeau.Serialization;

/// <summary>How a checkpoint is read.</summary>
public sealed record CheckpointOptions
{
    /// <summary>The defaults: what PyTorch reads with <c>weights_only=True</c>, nothing else.</summary>
    public static CheckpointOptions Default { get; } = new();

    /// <summary>
    /// Whether names that are not on the list of known ones are read as <see cref="PickledObject"/> data, in place of
    /// being refused. No class is created and no code runs. It opens files written by <c>torch.save(model)</c>.
    /// </summary>
    public bool ReadUnknownClasses { get; init; }

    /// <summary>
    /// Whether tensors of kinds that <see cref="Tensor"/> does not have are converted, in place of being refused:
    /// quantised ones to float32, sparse ones to dense ones, complex ones to pairs in a last dimension
    /// (<c>torch.view_as_real</c>), 8-bit floating point to float32, uint16 to int32, uint32 and uint64 to int64.
    /// </summary>
    public bool ConvertTensors { get; init; }

    /// <summary>Whether the checksums of zip archives are verified while tensors are read.</summary>
    public bool VerifyChecksums { get; init; } = true;

    /// <summary>
    /// Whether files are mapped into memory. A mapped file that another program cuts short while it is being read
    /// can end the process; without mapping it is always an error like others.
    /// </summary>
    public bool MapFiles { get; init; } = true;

    /// <summary>How much a file may ask for.</summary>
    public CheckpointLimits Limits { get; init; } = CheckpointLimits.Default;
}
