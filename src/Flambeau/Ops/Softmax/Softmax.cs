using System.Numerics;
using Kernel = Flambeau.Kernels.Softmax;

namespace Flambeau;

/// <content>Softmax.</content>
public partial class Tensor
{
    /// <summary>exp(x) / sum of exp(x) along one dimension (<c>torch.softmax</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Softmax(int dim) => SoftmaxAlong(nameof(Softmax), dim, logarithm: false);

    /// <summary>log of exp(x) / sum of exp(x) along one dimension (<c>torch.log_softmax</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor LogSoftmax(int dim) => SoftmaxAlong(nameof(LogSoftmax), dim, logarithm: true);

    private Tensor SoftmaxAlong(string op, int dim, bool logarithm)
    {
        int d = Check.Dim(op, dim, Shape);
        var input = DType.IsFloatingPoint ? this : Float();
        Check.Floating(op, input);
        if (Dim == 0)
        {
            return input.Reshape(1).SoftmaxAlong(op, 0, logarithm).Reshape([]);
        }

        // the kernel works on contiguous rows
        var rows = input.MoveDim(d, -1).Contiguous();
        var output = New(rows.Shape, rows.DType);
        SoftmaxRows.Forward(rows, output, logarithm);
        if (Recorder.Wants(rows))
        {
            Recorder.Record(output, new SoftmaxBackward(output, logarithm), rows);
        }

        return output.MoveDim(-1, d);
    }

    // softmax: dx = y (dy - sum(dy y)); its logarithm: dx = dy - exp(y) sum(dy)
    private sealed class SoftmaxBackward : BackwardNode
    {
        private readonly SavedTensor _output;
        private readonly bool _logarithm;

        public SoftmaxBackward(Tensor output, bool logarithm)
        {
            _output = Save(output);
            _logarithm = logarithm;
        }

        public override string Name => _logarithm ? "LogSoftmaxBackward0" : "SoftmaxBackward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var y = _output.Value;
            if (GradMode.IsEnabled)
            {
                return [_logarithm
                    ? gradOutput - (y.Exp() * gradOutput.Sum(-1, keepDim: true))
                    : y * (gradOutput - (gradOutput * y).Sum(-1, keepDim: true))];
            }

            var gradient = New(y.Shape, y.DType);
            SoftmaxRows.Backward(y.Contiguous(), gradOutput.Contiguous(), gradient, _logarithm);
            return [gradient];
        }
    }

    private static class SoftmaxRows
    {
        public static void Forward(Tensor x, Tensor y, bool logarithm)
        {
            if (x.DType == DType.Float64)
            {
                Forward<double>(x, y, logarithm);
            }
            else
            {
                Forward<float>(x, y, logarithm);
            }
        }

        public static void Backward(Tensor y, Tensor dy, Tensor dx, bool logarithm)
        {
            if (y.DType == DType.Float64)
            {
                Backward<double>(y, dy, dx, logarithm);
            }
            else
            {
                Backward<float>(y, dy, dx, logarithm);
            }
        }

        private static void Forward<T>(Tensor x, Tensor y, bool logarithm)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (rows, n) = Sizes(x);
            if (logarithm)
            {
                Kernel.LogForward<T>(rows, n, x.Span<T>(), y.Span<T>());
            }
            else
            {
                Kernel.Forward<T>(rows, n, x.Span<T>(), y.Span<T>());
            }
        }

        private static void Backward<T>(Tensor y, Tensor dy, Tensor dx, bool logarithm)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            var (rows, n) = Sizes(y);
            if (logarithm)
            {
                Kernel.LogBackward<T>(rows, n, y.Span<T>(), dy.Span<T>(), dx.Span<T>());
            }
            else
            {
                Kernel.Backward<T>(rows, n, y.Span<T>(), dy.Span<T>(), dx.Span<T>());
            }
        }

        private static (int Rows, int Length) Sizes(Tensor tensor)
        {
            int length = tensor.Shape[^1];
            return (length == 0 ? 0 : tensor.Numel / length, length);
        }
    }
}
