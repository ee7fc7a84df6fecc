namespace Flambeau.Serialization;

/// <summary>An open file whose pickle has been read: a value with stored tensors in it.</summary>
internal sealed class TorchCheckpointFile : CheckpointFile
{
    private readonly ValueLeaves _leaves;
    private readonly Lock _gate = new();
    private object? _value;

    /// <summary>Takes over what a reader found.</summary>
    /// <exception cref="CheckpointException">The value contains itself, or is too deep or too large.</exception>
    public TorchCheckpointFile(CheckpointFormat format, ByteSource source, object? value, CheckpointOptions options)
        : this(format, source, value, Walk(value, options.Limits), options)
    {
    }

    private TorchCheckpointFile(
        CheckpointFormat format, ByteSource source, object? value, ValueLeaves leaves, CheckpointOptions options)
        : base(format, source, leaves.Tensors, options)
    {
        _value = value;
        _leaves = leaves;
    }

    /// <inheritdoc/>
    public override IReadOnlyList<KeyValuePair<string, object?>> PlainValues => _leaves.Plain;

    /// <inheritdoc/>
    private protected override object? ReadValue()
    {
        lock (_gate)
        {
            return _value = LoadTensors(_value);
        }
    }

    /// <inheritdoc/>
    private protected override StateDict ReadStateDict()
    {
        lock (_gate)
        {
            (object part, string place) = StateDictFinder.Locate(_value);
            LoadTensors(part);
            return StateDictFinder.ToStateDict(part, place);
        }
    }

    private static ValueLeaves Walk(object? value, CheckpointLimits limits) =>
        ValueLeaves.Of(ValueTree.Check(value, limits), limits);

    private object? LoadTensors(object? value)
    {
        LoadContext context = NewContext();
        return TensorLoading.LoadAll(value, stored =>
        {
            try
            {
                return stored.LoadOnce(context);
            }
            catch (CheckpointException e)
            {
                string name = Entries.FirstOrDefault(entry => ReferenceEquals(entry.Stored, stored))?.Name ?? "";
                throw name.Length == 0 ? e : e.Within($"key '{name}'");
            }
        });
    }
}
