namespace Flambeau;

/// <content>Single elements along one dimension.</content>
public partial class Tensor
{
    /// <summary>For every element of the index the element at that position of a dimension (<c>torch.gather</c>).</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">int64 or int32, with this tensor's number of dimensions and, but for <paramref name="dim"/>, no larger sizes.</param>
    /// <exception cref="ArgumentException">The index does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    public Tensor Gather(int dim, Tensor index) => ElementMap(nameof(Gather), dim, index).Take(AtLeastOneDim()).Reshape(index.Shape);

    /// <summary>A copy in which the elements that the index names are those of <paramref name="source"/> (<c>torch.scatter</c>).</summary>
    /// <param name="dim">The dimension.</param>
    /// <param name="index">int64 or int32, with this tensor's number of dimensions and, but for <paramref name="dim"/>, no larger sizes.</param>
    /// <param name="source">At least as large as the index in every dimension.</param>
    /// <exception cref="ArgumentException">Index or source do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    public Tensor Scatter(int dim, Tensor index, Tensor source) => Clone().ScatterInPlace(dim, index, source);

    /// <summary>A copy in which the elements that the index names have one value (<c>torch.scatter</c>).</summary>
    /// <exception cref="ArgumentException">The index does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    public Tensor Scatter(int dim, Tensor index, Scalar value) => Clone().ScatterInPlace(dim, index, value);

    /// <summary>Overwrites the elements that the index names by those of <paramref name="source"/> (<c>Tensor.scatter_</c>).</summary>
    /// <exception cref="ArgumentException">Index or source do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ScatterInPlace(int dim, Tensor index, Tensor source) => ScatterInPlace(nameof(ScatterInPlace), dim, index, source, accumulate: false);

    /// <summary>Overwrites the elements that the index names by one value (<c>Tensor.scatter_</c>).</summary>
    /// <exception cref="ArgumentException">The index does not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ScatterInPlace(int dim, Tensor index, Scalar value)
    {
        ArgumentNullException.ThrowIfNull(index);
        return ScatterInPlace(dim, index, FromScalar(value, DType).Expand(index.Shape));
    }

    /// <summary>A copy to which the elements of <paramref name="source"/> are added where the index says (<c>torch.scatter_add</c>).</summary>
    /// <exception cref="ArgumentException">Index or source do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    public Tensor ScatterAdd(int dim, Tensor index, Tensor source) => Clone().ScatterAddInPlace(dim, index, source);

    /// <summary>Adds the elements of <paramref name="source"/> where the index says (<c>Tensor.scatter_add_</c>).</summary>
    /// <exception cref="ArgumentException">Index or source do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or position.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ScatterAddInPlace(int dim, Tensor index, Tensor source) => ScatterInPlace(nameof(ScatterAddInPlace), dim, index, source, accumulate: true);

    private Tensor ScatterInPlace(string op, int dim, Tensor index, Tensor source, bool accumulate)
    {
        ArgumentNullException.ThrowIfNull(source);
        var map = ElementMap(op, dim, index);
        Check.SameDType(op, this, source, "input", "source");
        bool fits = source.Dim == index.Dim;
        for (int d = 0; fits && d < index.Dim; d++)
        {
            fits = index.Shape[d] <= source.Shape[d];
        }

        if (!fits)
        {
            throw new ArgumentException(
                $"{op}: the index must not be larger than the source, but is. input has shape {Shape}, index has shape {index.Shape}, source has shape {source.Shape}.");
        }

        for (int d = 0; d < index.Dim; d++)
        {
            source = source.Shape[d] == index.Shape[d] ? source : source.Narrow(d, 0, index.Shape[d]);
        }

        if (Dim == 0)
        {
            Unsqueeze(0).PutInPlace(op, map, source.Reshape(1), accumulate);
            return this;
        }

        return PutInPlace(op, map, source, accumulate);
    }

    private Tensor AtLeastOneDim() => Dim == 0 ? Unsqueeze(0) : this;

    private SliceMap ElementMap(string op, int dim, Tensor index)
    {
        ArgumentNullException.ThrowIfNull(index);
        int d = Check.Dim(op, dim, Shape);
        Shape shape = Dim == 0 ? new Shape(1) : Shape;
        Shape positions = index.Dim == 0 ? new Shape(1) : index.Shape;
        bool fits = shape.Count == positions.Count;
        for (int i = 0; fits && i < shape.Count; i++)
        {
            fits = i == d || positions[i] <= shape[i];
        }

        if (!fits)
        {
            throw new ArgumentException(
                $"{op}: the index must have as many dimensions and, but for dimension {d}, no larger sizes. input has shape {Shape}, index has shape {index.Shape}.", nameof(index));
        }

        return SliceMap.Gather(shape, positions, d, IndexValues.Read(op, index, shape[d], d, Shape));
    }
}
