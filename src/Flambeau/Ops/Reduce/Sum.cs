using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Sums.</content>
public partial class Tensor
{
    /// <summary>The sum of all elements, zero-dimensional (<c>torch.sum</c>); integers are summed as int64.</summary>
    public Tensor Sum() => Sum([]);

    /// <summary>The sum over the named dimensions, or over all when none is named (<c>torch.sum</c>); integers are summed as int64.</summary>
    /// <param name="dims">The dimensions to sum over; negative ones count from the end.</param>
    /// <param name="keepDim">Keep the summed dimensions with size 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Sum(ReadOnlySpan<int> dims, bool keepDim = false)
    {
        var input = DType.IsFloatingPoint ? this : Long();
        if (input.DType != DType.Int64)
        {
            Check.Floating(nameof(Sum), input);
        }

        var reduction = new Reduction(nameof(Sum), input, dims, keepDim);
        var output = New(reduction.Result, input.DType);
        Dispatch.Numeric(nameof(Sum), input.DType, new SumWork(input, reduction.Mask, output));
        return Recorder.Wants(input) ? Recorder.Record(output, new SumBackward(input.Shape, reduction.Kept), input) : output;
    }

    /// <summary>The sum over one dimension (<c>torch.sum</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Sum(int dim, bool keepDim = false) => Sum([dim], keepDim);

    /// <summary>The sum over the dimensions in which <paramref name="shape"/> was broadcast to this tensor's (<c>Tensor.sum_to_size</c>).</summary>
    internal Tensor SumTo(Shape shape)
    {
        if (shape == Shape)
        {
            return this;
        }

        int added = Dim - shape.Count;
        var dims = new List<int>();
        for (int d = 0; d < Dim; d++)
        {
            if (d < added || (shape[d - added] == 1 && Shape[d] != 1))
            {
                dims.Add(d);
            }
        }

        return dims.Count == 0 ? Reshape(shape) : Sum(dims.ToArray(), keepDim: true).Reshape(shape);
    }

    private readonly struct SumWork(Tensor input, bool[] mask, Tensor output) : INumericWork
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Kernels.Reduce.Run<T, T, SumReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, output.Span<T>());
    }

    // every summand has gradient 1
    private sealed class SumBackward(Shape input, Shape kept) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.Reshape(kept).Expand(input)];
    }
}
