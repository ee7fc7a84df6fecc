namespace Flambeau;

/// <content>Largest and smallest elements.</content>
public partial class Tensor
{
    /// <summary>The largest element; NaN if there is one (<c>torch.max</c>). Equal ones share the gradient.</summary>
    /// <exception cref="ArgumentException">The tensor has no element.</exception>
    public Tensor Max() => Extreme<MaxPick>(nameof(Max), [], keepDim: false);

    /// <summary>The smallest element; NaN if there is one (<c>torch.min</c>). Equal ones share the gradient.</summary>
    /// <exception cref="ArgumentException">The tensor has no element.</exception>
    public Tensor Min() => Extreme<MinPick>(nameof(Min), [], keepDim: false);

    /// <summary>The largest elements along a dimension and where they are, the first of equal ones (<c>torch.max(dim)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public (Tensor Values, Tensor Indices) Max(int dim, bool keepDim = false) => Pick(nameof(Max), ArgMax(dim, keepDim: true), dim, keepDim);

    /// <summary>The smallest elements along a dimension and where they are, the first of equal ones (<c>torch.min(dim)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public (Tensor Values, Tensor Indices) Min(int dim, bool keepDim = false) => Pick(nameof(Min), ArgMin(dim, keepDim: true), dim, keepDim);

    /// <summary>The largest elements along a dimension; equal ones share the gradient (<c>torch.amax</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Amax(int dim, bool keepDim = false) => Amax([dim], keepDim);

    /// <summary>The largest elements along the named dimensions, or of all; equal ones share the gradient (<c>torch.amax</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Amax(ReadOnlySpan<int> dims = default, bool keepDim = false) => Extreme<MaxPick>(nameof(Amax), dims, keepDim);

    /// <summary>The smallest elements along a dimension; equal ones share the gradient (<c>torch.amin</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Amin(int dim, bool keepDim = false) => Amin([dim], keepDim);

    /// <summary>The smallest elements along the named dimensions, or of all; equal ones share the gradient (<c>torch.amin</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Amin(ReadOnlySpan<int> dims = default, bool keepDim = false) => Extreme<MinPick>(nameof(Amin), dims, keepDim);

    /// <summary>The position, in row-major order, of the first largest element (<c>torch.argmax</c>).</summary>
    /// <exception cref="ArgumentException">The tensor has no element.</exception>
    public Tensor ArgMax() => Reshape(Numel).ArgMax(0);

    /// <summary>The positions of the first largest elements along a dimension (<c>torch.argmax</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor ArgMax(int dim, bool keepDim = false) => ExtremePosition<MaxPick>(nameof(ArgMax), dim, keepDim);

    /// <summary>The position, in row-major order, of the first smallest element (<c>torch.argmin</c>).</summary>
    /// <exception cref="ArgumentException">The tensor has no element.</exception>
    public Tensor ArgMin() => Reshape(Numel).ArgMin(0);

    /// <summary>The positions of the first smallest elements along a dimension (<c>torch.argmin</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor ArgMin(int dim, bool keepDim = false) => ExtremePosition<MinPick>(nameof(ArgMin), dim, keepDim);

    private (Tensor Values, Tensor Indices) Pick(string op, Tensor indices, int dim, bool keepDim)
    {
        int d = Check.Dim(op, dim, Shape);
        var values = Gather(d, indices);
        return keepDim || Dim == 0 ? (values, indices) : (values.Squeeze(d), indices.Squeeze(d));
    }
}
