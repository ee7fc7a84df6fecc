using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>
/// The gradients of a convolution, or of a transposed one, which is the convolution's own input gradient and so has the
/// convolution for its. The geometry is the convolution's in both cases.
/// </summary>
internal sealed class ConvolutionBackward : BackwardNode
{
    private readonly Conv2dGeometry _geometry;
    private readonly bool _transposed;
    private readonly SavedTensor _input;
    private readonly SavedTensor _weight;

    public ConvolutionBackward(Conv2dGeometry geometry, Tensor input, Tensor weight, bool transposed)
    {
        _geometry = geometry;
        _transposed = transposed;
        _input = Save(input);
        _weight = Save(weight);
    }

    protected override Tensor?[] Backward(Tensor gradOutput)
    {
        var dy = gradOutput.ChannelsLast();
        return dy.DType == DType.Float64 ? Run<double>(dy) : Run<float>(dy);
    }

    // dx is the convolution of dy with the kernels turned round, dw correlates x with dy, db sums dy over everything but channels
    private Tensor?[] Run<T>(Tensor dy)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Tensor? dx = null;
        Tensor? dw = null;
        if (Needs(0))
        {
            dx = _input.Value.NewLike(dy.DType);
            InputGradient<T>(dy.Span<T>(), _weight.Value.Span<T>(), dx.Span<T>());
        }

        if (Needs(1))
        {
            dw = Tensor.New(_weight.Value.Shape, dy.DType);
            var (large, small) = _transposed ? (dy, _input.Value) : (_input.Value, dy);
            Conv2dKernel.BackwardWeight<T>(in _geometry, large.Span<T>(), small.Span<T>(), dw.Span<T>());
        }

        return [dx, dw, Needs(2) ? dy.Sum([0, 2, 3]) : null];
    }

    private void InputGradient<T>(ReadOnlySpan<T> dy, ReadOnlySpan<T> weight, Span<T> dx)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (_transposed)
        {
            Conv2dKernel.Forward<T>(in _geometry, dy, weight, default(ReadOnlySpan<T>), dx);
        }
        else
        {
            Conv2dKernel.BackwardInput<T>(in _geometry, dy, weight, dx);
        }
    }
}
