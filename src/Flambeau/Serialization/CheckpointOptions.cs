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
}
