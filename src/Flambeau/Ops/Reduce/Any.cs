using Flambeau.Kernels;

namespace Flambeau;

/// <content>Questions about many elements.</content>
public partial class Tensor
{
    /// <summary>Whether any element is not zero (<c>torch.any</c>).</summary>
    public Tensor Any() => Any([]);

    /// <summary>Whether any element along a dimension is not zero (<c>torch.any</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Any(int dim, bool keepDim = false) => Any([dim], keepDim);

    /// <summary>Whether any element along the named dimensions is not zero (<c>torch.any</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Any(ReadOnlySpan<int> dims, bool keepDim = false) => Ask<AnyReducer>(nameof(Any), dims, keepDim);

    /// <summary>Whether all elements are not zero (<c>torch.all</c>).</summary>
    public Tensor All() => All([]);

    /// <summary>Whether all elements along a dimension are not zero (<c>torch.all</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor All(int dim, bool keepDim = false) => All([dim], keepDim);

    /// <summary>Whether all elements along the named dimensions are not zero (<c>torch.all</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor All(ReadOnlySpan<int> dims, bool keepDim = false) => Ask<AllReducer>(nameof(All), dims, keepDim);

    /// <summary>The number of elements that are not zero (<c>torch.count_nonzero</c>).</summary>
    public Tensor CountNonzero() => CountNonzero([]);

    /// <summary>The number of elements along the named dimensions that are not zero (<c>torch.count_nonzero</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor CountNonzero(params ReadOnlySpan<int> dims) => Bool().Sum(dims);

    private Tensor Ask<TReducer>(string op, ReadOnlySpan<int> dims, bool keepDim)
        where TReducer : struct, IReducer<bool, bool>
    {
        var input = Bool();
        var reduction = new Reduction(op, input, dims, keepDim);
        var output = New(reduction.Result, DType.Bool);
        Kernels.Reduce.Run<bool, bool, TReducer>(input.Shape, input.Reach<bool>(), input.Strides, reduction.Mask, default, output.Span<bool>());
        return output;
    }
}
