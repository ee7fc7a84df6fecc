namespace Flambeau;

/// <content>Means.</content>
public partial class Tensor
{
    /// <summary>The mean of all elements, zero-dimensional; NaN of none (<c>torch.mean</c>).</summary>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Mean() => Mean([]);

    /// <summary>The mean over one dimension (<c>torch.mean</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Mean(int dim, bool keepDim = false) => Mean([dim], keepDim);

    /// <summary>The mean over the named dimensions, or over all when none is named (<c>torch.mean</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">The tensor is not floating point.</exception>
    public Tensor Mean(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        Check.Floating(nameof(Mean), this);
        bool[] mask = Check.DimMask(nameof(Mean), dims, Shape);
        return Sum(dims, keepDim) / ReduceOp.Count(Shape, mask);
    }
}
