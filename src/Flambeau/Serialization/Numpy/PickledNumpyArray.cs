namespace Flambeau.Serialization;

/// <summary>A <c>numpy.ndarray</c> of a pickle, which makes an empty one first and gives it its content later.</summary>
internal sealed class PickledNumpyArray : StoredTensor
{
    private DenseStoredTensor? _content;

    /// <summary>What is in it; set once.</summary>
    /// <exception cref="CheckpointException">Reading: it was never set. Setting: it was.</exception>
    public DenseStoredTensor Content
    {
        get => _content ?? throw new CheckpointException("an array of numpy's was never given its content");
        set => _content = _content is null
            ? value
            : throw new CheckpointException("an array of numpy's is given its content twice");
    }

    /// <inheritdoc/>
    public override ElementType Type => Content.Type;

    /// <inheritdoc/>
    public override IReadOnlyList<long> Sizes => Content.Sizes;

    /// <inheritdoc/>
    public override StoredTensorKind Kind => StoredTensorKind.Dense;

    /// <inheritdoc/>
    public override IEnumerable<DenseStoredTensor> Parts => [Content];

    /// <inheritdoc/>
    public override Tensor Load(LoadContext context) => Content.Load(context);
}
