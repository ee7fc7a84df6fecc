using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Order.</content>
public partial class Tensor
{
    /// <summary>The entries of a dimension in order and where they were; equal ones keep their order, NaN counts as largest (<c>torch.sort</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public (Tensor Values, Tensor Indices) Sort(int dim = -1, bool descending = false)
    {
        int d = Check.Dim(nameof(Sort), dim, Shape);
        var indices = ArgSort(d, descending);
        return (Gather(d, indices), indices);
    }

    /// <summary>Where the entries of a dimension, in order, are; equal ones keep their order (<c>torch.argsort</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor ArgSort(int dim = -1, bool descending = false)
    {
        int d = Check.Dim(nameof(ArgSort), dim, Shape);
        return FirstInOrder(d, Dim == 0 ? 1 : Shape[d], descending).Reshape(Shape);
    }

    /// <summary>The k largest, or smallest, entries of a dimension in order and where they are (<c>torch.topk</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension, or it has fewer entries.</exception>
    public (Tensor Values, Tensor Indices) TopK(int k, int dim = -1, bool largest = true)
    {
        int d = Check.Dim(nameof(TopK), dim, Shape);
        int size = Dim == 0 ? 1 : Shape[d];
        if (k < 0 || k > size)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"TopK: k must lie in 0 to {size}, the size of dimension {d}, but is {k}. input has shape {Shape}.");
        }

        var indices = Dim == 0 ? ArgSort(d) : FirstInOrder(d, k, descending: largest);
        return (Gather(d, indices), indices);
    }

    /// <summary>The k-th smallest entries of a dimension, counted from 1, and where they are (<c>torch.kthvalue</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or entry.</exception>
    public (Tensor Values, Tensor Indices) KthValue(int k, int dim = -1, bool keepDim = false)
    {
        int d = Check.Dim(nameof(KthValue), dim, Shape);
        int size = Dim == 0 ? 1 : Shape[d];
        if (k < 1 || k > size)
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"KthValue: k must lie in 1 to {size}, the size of dimension {d}, but is {k}. input has shape {Shape}.");
        }

        return Dim == 0 ? Sort(d) : Pick(nameof(KthValue), ArgSort(d).Narrow(d, k - 1, 1), d, keepDim);
    }

    /// <summary>The middle element, the lower of two (<c>torch.median</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tensor has no element.</exception>
    public Tensor Median() => Reshape(Numel).Median(0).Values;

    /// <summary>The middle entries of a dimension, the lower of two, and where they are (<c>torch.median</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension, or it has no entry.</exception>
    public (Tensor Values, Tensor Indices) Median(int dim, bool keepDim = false)
    {
        int d = Check.Dim(nameof(Median), dim, Shape);
        return KthValue(((Dim == 0 ? 1 : Shape[d]) + 1) / 2, d, keepDim);
    }

    /// <summary>The different elements in ascending order (<c>torch.unique</c>).</summary>
    public Tensor Unique()
    {
        var sorted = Detach().Reshape(Numel).Sort(0).Values;
        if (Numel == 0)
        {
            return sorted;
        }

        var changes = sorted.Slice(0, 1).Ne(sorted.Slice(0, 0, Numel - 1));
        return sorted.MaskedSelect(Cat([Ones([1], DType.Bool), changes]));
    }

    /// <summary>Where the first entries of a dimension, in order, are.</summary>
    private Tensor FirstInOrder(int dim, int count, bool descending)
    {
        var rows = Detach().AtLeastOneDim().MoveDim(dim, -1).Contiguous();
        int[] sizes = [.. rows.Shape];
        sizes[^1] = count;
        var indices = New(new Shape(sizes), DType.Int64);
        Dispatch.Numeric(nameof(ArgSort), DType, new SortWork(rows, count, descending, indices), allowBool: true);
        return indices.MoveDim(-1, dim).Contiguous();
    }

    private readonly struct SortWork(Tensor rows, int count, bool descending, Tensor indices) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            int length = rows.Shape[rows.Dim - 1];
            if (rows.Numel > 0 && count > 0)
            {
                var values = New(indices.Shape, rows.DType);
                Sorting.TopK(rows.Numel / length, length, count, rows.Span<T>(), descending, values.Span<T>(), indices.Span<long>());
            }
        }
    }
}
