namespace Flambeau.Serialization;

/// <summary>One tensor of a file: everything but its elements.</summary>
public sealed class CheckpointEntry
{
    private readonly DenseStoredTensor _main;

    internal CheckpointEntry(string name, StoredTensor stored)
    {
        Name = name;
        Stored = stored;
        _main = stored.Parts.First();
    }

    /// <summary>
    /// The path to it: dict keys and attributes joined by dots, positions in lists in brackets, as in
    /// <c>optimizer.state.0.exp_avg</c> and <c>[1].weight</c>. A tensor that is the whole file has the name "".
    /// </summary>
    public string Name { get; }

    /// <summary>The sizes of its dimensions; they may be larger than a <see cref="Tensor"/> can have.</summary>
    public IReadOnlyList<long> Shape => Stored.Sizes;

    /// <summary>The number of its elements.</summary>
    public long Numel => Stored.Numel;

    /// <summary>PyTorch's name of its element type, such as <c>float32</c> or <c>complex64</c>.</summary>
    public string DTypeName => Stored.Type.Name;

    /// <summary>
    /// Its element type, or null when tensors have no such type and only
    /// <see cref="CheckpointOptions.ConvertTensors"/> loads it.
    /// </summary>
    public DType? DType => Kind == StoredTensorKind.Dense ? Stored.Type.DType : null;

    /// <summary>How its elements are held.</summary>
    public StoredTensorKind Kind => Stored.Kind;

    /// <summary>
    /// The distance, in elements, between neighbours along each dimension; of a sparse tensor, that of its values.
    /// </summary>
    public IReadOnlyList<long> Strides => _main.Strides;

    /// <summary>The position, in elements, of its first element in its storage.</summary>
    public long StorageOffset => _main.Offset;

    /// <summary>The number of its storage: entries with the same number share memory.</summary>
    public int StorageId => _main.Storage.Id;

    /// <summary>The number of bytes of its storage, which other entries may share.</summary>
    public long StorageByteLength => _main.Storage.ByteCount;

    /// <summary>
    /// The number of bytes of its elements; an expanded tensor, whose file holds fewer, may have up to the largest Int64.
    /// </summary>
    public long ByteLength => (long)Int128.Min(
        long.MaxValue, Stored.Parts.Aggregate((Int128)0, (sum, part) => sum + ((Int128)part.Numel * part.Type.ItemSize)));

    internal StoredTensor Stored { get; }

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {DTypeName}[{string.Join(", ", Shape)}]";
}
