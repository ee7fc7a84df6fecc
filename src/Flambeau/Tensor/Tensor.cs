namespace Flambeau;

/// <summary>
/// A strided, multi-dimensional array of one element type, with automatic differentiation (<c>torch.Tensor</c>).
/// Views share memory; nothing has to be disposed.
/// </summary>
public partial class Tensor
{
    private Storage _storage;
    private int[] _strides;
    private int _offset;

    /// <summary>A new tensor of contiguous, uninitialised memory.</summary>
    private Tensor(Shape shape, DType dtype)
        : this(NewStorage(shape, dtype), shape, Layout.ContiguousStrides(shape), 0, dtype)
    {
    }

    private Tensor(Storage storage, Shape shape, int[] strides, int offset, DType dtype)
    {
        _storage = storage;
        _strides = strides;
        _offset = offset;
        Shape = shape;
        DType = dtype;
        IsInference = GradMode.IsInference;
    }

    /// <summary>A tensor over the memory of another, with no history: what parameters and buffers are made of.</summary>
    private protected Tensor(Tensor data)
        : this(data._storage, data.Shape, data._strides, data._offset, data.DType)
    {
    }

    /// <summary>The sizes of the dimensions.</summary>
    public Shape Shape { get; private set; }

    /// <summary>The element type.</summary>
    public DType DType { get; private set; }

    /// <summary>Where the memory lives.</summary>
    public Device Device => _storage.Device;

    /// <summary>The number of dimensions (<c>Tensor.dim()</c>).</summary>
    public int Dim => Shape.Count;

    /// <summary>The number of elements (<c>Tensor.numel()</c>).</summary>
    public int Numel => (int)Shape.Numel;

    /// <summary>The distance, in elements, between neighbours along each dimension (<c>Tensor.stride()</c>).</summary>
    public ReadOnlySpan<int> Strides => _strides;

    /// <summary>The position, in elements, of the first element in the shared memory (<c>Tensor.storage_offset()</c>).</summary>
    public int StorageOffset => _offset;

    /// <summary>True when the elements lie in row-major order without gaps.</summary>
    public bool IsContiguous => Layout.IsContiguous(Shape, _strides);

    /// <summary>True when an [N, C, H, W] tensor lies in memory as [N, H, W, C] without gaps (<c>torch.channels_last</c>).</summary>
    public bool IsChannelsLast => Layout.IsChannelsLast(Shape, _strides);

    /// <summary>The number of in-place writes to the memory, views included (<c>Tensor._version</c>).</summary>
    public int Version => _storage.Version;

    internal Storage Storage => _storage;

    /// <summary>The size of one dimension; negative dimensions count from the end (<c>Tensor.size(dim)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public int Size(int dim) => Shape[Check.Dim(nameof(Size), dim, Shape)];

    /// <summary>True when both tensors are views of the same memory.</summary>
    public bool SharesMemoryWith(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return ReferenceEquals(_storage, other._storage);
    }

    /// <inheritdoc/>
    public override string ToString() => TensorFormatter.Format(this);

    /// <summary>A new tensor of contiguous, uninitialised memory.</summary>
    internal static Tensor New(Shape shape, DType dtype) => new(shape, dtype);

    /// <summary>A new tensor of uninitialised memory whose elements are ordered as <paramref name="strides"/> say.</summary>
    internal static Tensor NewStrided(Shape shape, int[] strides, DType dtype) =>
        new(NewStorage(shape, dtype), shape, strides, 0, dtype);

    /// <summary>A new uninitialised tensor, dense and in the same order of dimensions in memory as this one.</summary>
    internal Tensor NewLike(DType dtype) => NewStrided(Shape, Layout.DenseStridesLike(Shape, _strides), dtype);

    /// <summary>A tensor over existing memory, with no history.</summary>
    internal static Tensor OverStorage(Storage storage, Shape shape, int[] strides, int offset, DType dtype)
    {
        Layout.CheckBounds(storage, shape, strides, offset, dtype);
        return new Tensor(storage, shape, strides, offset, dtype);
    }

    /// <summary>All elements of a contiguous tensor.</summary>
    internal Span<T> Span<T>()
        where T : unmanaged => _storage.Block.AsSpan<T>(_offset, Numel);

    /// <summary>All elements of a contiguous or channels-last tensor, to be read only.</summary>
    internal ReadOnlySpan<T> ReadSpan<T>()
        where T : unmanaged => _storage.Filled.AsSpan<T>(_offset, Numel);

    /// <summary>The memory from the first element to the last one that the strides reach, to be read only.</summary>
    internal ReadOnlySpan<T> ReadReach<T>()
        where T : unmanaged => _storage.Filled.AsSpan<T>(_offset, Layout.Reach(Shape, _strides));

    /// <summary>The memory from the first element to the last one that the strides reach.</summary>
    internal Span<T> Reach<T>()
        where T : unmanaged => _storage.Block.AsSpan<T>(_offset, Layout.Reach(Shape, _strides));

    /// <summary>Takes over the memory, shape and type of another tensor (assigning <c>Tensor.data</c>).</summary>
    internal void SetData(Tensor source)
    {
        _storage = source._storage;
        _strides = source._strides;
        _offset = source._offset;
        Shape = source.Shape;
        DType = source.DType;
    }

    /// <summary>Counts an in-place write.</summary>
    internal void MarkWritten() => _storage.Version++;

    private static Storage NewStorage(Shape shape, DType dtype)
    {
        long count = Check.Numel(shape);
        return new Storage(count * dtype.ItemSize);
    }
}
