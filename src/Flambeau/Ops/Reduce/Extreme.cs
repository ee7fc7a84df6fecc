using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>What the largest and the smallest have in common.</content>
public partial class Tensor
{
    private Tensor Extreme<TPick>(string op, ReadOnlySpan<int> dims, bool keepDim)
        where TPick : struct, IPick
    {
        var reduction = new Reduction(op, this, dims, keepDim);
        reduction.RequireElements(op, this);
        var output = New(reduction.Result, DType);
        Dispatch.Numeric(op, DType, new ExtremeWork<TPick>(this, reduction.Mask, output), allowBool: true);
        return Recorder.Wants(this) ? Recorder.Record(output, new ExtremeBackward(op, this, output, reduction), this) : output;
    }

    private Tensor ExtremePosition<TPick>(string op, int dim, bool keepDim)
        where TPick : struct, IPick
    {
        var input = Detach();
        var reduction = new Reduction(op, input, [dim], keepDim);
        reduction.RequireElements(op, input);
        var output = New(reduction.Result, DType.Int64);
        Dispatch.Numeric(op, DType, new PositionWork<TPick>(input, reduction.Mask, output), allowBool: true);
        return output;
    }

    private interface IPick
    {
        static abstract void Values<T>(Tensor input, bool[] mask, Span<T> y)
            where T : unmanaged, INumber<T>;

        static abstract void Positions<T>(Tensor input, bool[] mask, Span<long> y)
            where T : unmanaged, INumber<T>;
    }

    private readonly struct MaxPick : IPick
    {
        public static void Values<T>(Tensor input, bool[] mask, Span<T> y)
            where T : unmanaged, INumber<T> =>
            Kernels.Reduce.Run<T, T, MaxReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, y);

        public static void Positions<T>(Tensor input, bool[] mask, Span<long> y)
            where T : unmanaged, INumber<T> =>
            Kernels.Reduce.Run<T, long, ArgMaxReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, y);
    }

    private readonly struct MinPick : IPick
    {
        public static void Values<T>(Tensor input, bool[] mask, Span<T> y)
            where T : unmanaged, INumber<T> =>
            Kernels.Reduce.Run<T, T, MinReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, y);

        public static void Positions<T>(Tensor input, bool[] mask, Span<long> y)
            where T : unmanaged, INumber<T> =>
            Kernels.Reduce.Run<T, long, ArgMinReducer<T>>(input.Shape, input.Reach<T>(), input.Strides, mask, default, y);
    }

    private readonly struct ExtremeWork<TPick>(Tensor input, bool[] mask, Tensor output) : INumericWork
        where TPick : struct, IPick
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => TPick.Values(input, mask, output.Span<T>());
    }

    private readonly struct PositionWork<TPick>(Tensor input, bool[] mask, Tensor output) : INumericWork
        where TPick : struct, IPick
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> => TPick.Positions<T>(input, mask, output.Span<long>());
    }

    // equal extremes share the gradient
    private sealed class ExtremeBackward : BackwardNode
    {
        private readonly string _op;
        private readonly SavedTensor _input;
        private readonly SavedTensor _output;
        private readonly Reduction _reduction;

        public ExtremeBackward(string op, Tensor input, Tensor output, Reduction reduction)
        {
            _op = op;
            _input = Save(input);
            _output = Save(output);
            _reduction = reduction;
        }

        public override string Name => _op + "Backward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            bool[] mask = _reduction.Mask;
            int[] dims = [.. Enumerable.Range(0, mask.Length).Where(d => mask[d])];
            var chosen = _input.Value.Eq(_output.Value.Reshape(_reduction.Kept)).To(gradOutput.DType);
            var count = mask.Length == 0 ? chosen : chosen.Sum(dims, keepDim: true);
            return [chosen * (gradOutput.Reshape(_reduction.Kept) / count)];
        }
    }
}
