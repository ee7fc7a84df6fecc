using System.Numerics;

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
        var rows = Detach().AtLeastOneDim().MoveDim(d, -1).Contiguous();
        var indices = New(rows.Shape, DType.Int64);
        Dispatch.Numeric(nameof(ArgSort), DType, new SortWork(rows, descending, indices), allowBool: true);
        return indices.MoveDim(-1, d).Contiguous().Reshape(Shape);
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

        var sorted = ArgSort(d, descending: largest);
        var indices = Dim == 0 ? sorted : sorted.Narrow(d, 0, k).Contiguous();
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

    private readonly struct SortWork(Tensor rows, bool descending, Tensor indices) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            int length = rows.Shape[rows.Dim - 1];
            if (length == 0)
            {
                return;
            }

            var order = new int[length];
            var x = rows.Span<T>();
            var y = indices.Span<long>();
            for (int at = 0; at < x.Length; at += length)
            {
                T[] row = x.Slice(at, length).ToArray();
                for (int i = 0; i < length; i++)
                {
                    order[i] = i;
                }

                Array.Sort(order, descending ? (a, b) => Compare(row, b, a, a - b) : (a, b) => Compare(row, a, b, a - b));
                for (int i = 0; i < length; i++)
                {
                    y[at + i] = order[i];
                }
            }
        }

        // .NET's order of floating-point numbers puts NaN first
        private static int Compare<T>(T[] row, int a, int b, int ifEqual)
            where T : unmanaged, INumber<T>
        {
            bool isNaN = T.IsNaN(row[a]);
            int order = isNaN != T.IsNaN(row[b]) ? (isNaN ? 1 : -1) : row[a].CompareTo(row[b]);
            return order != 0 ? order : ifEqual;
        }
    }
}
