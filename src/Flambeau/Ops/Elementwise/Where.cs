using Flambeau.Kernels;

namespace Flambeau;

/// <content>Choosing by a condition.</content>
public partial class Tensor
{
    /// <summary>Elements of <paramref name="input"/> where the condition is true, else of <paramref name="other"/>, all broadcast (<c>torch.where</c>).</summary>
    /// <exception cref="ArgumentException">The condition is not bool, or the shapes do not broadcast.</exception>
    public static Tensor Where(Tensor condition, Tensor input, Tensor other)
    {
        CheckMask(nameof(Where), condition);
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        var dtype = TypePromotion.Of(input, other);
        var (a, b) = (input.To(dtype), other.To(dtype));
        var shape = Layout.Broadcast(nameof(Where), condition.Shape, Layout.Broadcast(nameof(Where), a.Shape, b.Shape));
        var output = BinaryOp.NewOutput(shape, a, b, dtype);
        Dispatch.Move(dtype, new SelectWork(condition, a, b, output, Streaming.Pays((long)shape.Numel * dtype.ItemSize)));
        return Recorder.Wants(a, b) ? Recorder.Record(output, new WhereBackward(condition, a.Shape, b.Shape), a, b) : output;
    }

    /// <summary>Elements of <paramref name="input"/> where the condition is true, else a number (<c>torch.where</c>).</summary>
    /// <exception cref="ArgumentException">The condition is not bool, or the shapes do not broadcast.</exception>
    public static Tensor Where(Tensor condition, Tensor input, Scalar other)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Where(condition, input, FromScalar(other, TypePromotion.Of(input, other)));
    }

    /// <summary>A number where the condition is true, else elements of <paramref name="other"/> (<c>torch.where</c>).</summary>
    /// <exception cref="ArgumentException">The condition is not bool, or the shapes do not broadcast.</exception>
    public static Tensor Where(Tensor condition, Scalar input, Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Where(condition, FromScalar(input, TypePromotion.Of(other, input)), other);
    }

    /// <summary>A copy with <paramref name="value"/> where the mask, broadcast, is true (<c>Tensor.masked_fill</c>).</summary>
    /// <exception cref="ArgumentException">The mask is not bool, or the shapes do not broadcast.</exception>
    public Tensor MaskedFill(Tensor mask, Scalar value) => Where(mask, FromScalar(value, DType), this);

    /// <summary>Writes <paramref name="value"/> where the mask, broadcast to this tensor's shape, is true (<c>Tensor.masked_fill_</c>).</summary>
    /// <exception cref="ArgumentException">The mask is not bool, or does not broadcast to this tensor's shape.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor MaskedFillInPlace(Tensor mask, Scalar value)
    {
        CheckMask(nameof(MaskedFillInPlace), mask);
        if (Layout.Broadcast(nameof(MaskedFillInPlace), Shape, mask.Shape) != Shape)
        {
            throw new ArgumentException(
                $"MaskedFillInPlace: the mask must broadcast to the tensor's shape, but does not. input has shape {Shape}, mask has shape {mask.Shape}.", nameof(mask));
        }

        bool wanted = InPlace.Begin(nameof(MaskedFillInPlace), this);
        Dispatch.Move(DType, new SelectWork(mask, FromScalar(value, DType), this, this, streams: false));
        MarkWritten();
        return wanted ? InPlace.Record(this, new MaskedFillBackward(mask)) : this;
    }

    private static void CheckMask(string op, Tensor mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        if (mask.DType != DType.Bool)
        {
            throw new ArgumentException($"{op}: the condition must be bool, but got {mask.DType.TorchName}. It has shape {mask.Shape}.");
        }
    }

    private readonly struct SelectWork(Tensor condition, Tensor a, Tensor b, Tensor output, bool streams) : IMoveWork
    {
        public void Run<T>()
            where T : unmanaged, System.Numerics.IBinaryInteger<T> =>
            Strided.Ternary(
                output.Shape,
                condition.Reach<bool>(),
                Layout.BroadcastStrides(condition.Shape, condition.Strides, output.Shape),
                a.Reach<T>(),
                Layout.BroadcastStrides(a.Shape, a.Strides, output.Shape),
                b.Reach<T>(),
                Layout.BroadcastStrides(b.Shape, b.Strides, output.Shape),
                new SelectKernel<T>(streams),
                output.Reach<T>(),
                output.Strides);
    }

    private sealed class WhereBackward : BackwardNode
    {
        private readonly SavedTensor _condition;
        private readonly Shape _input;
        private readonly Shape _other;

        public WhereBackward(Tensor condition, Shape input, Shape other)
        {
            _condition = Save(condition);
            _input = input;
            _other = other;
        }

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) =>
        [
            Needs(0) ? Where(_condition.Value, gradOutput, 0).SumTo(_input) : null,
            Needs(1) ? Where(_condition.Value, 0, gradOutput).SumTo(_other) : null,
        ];
    }

    private sealed class MaskedFillBackward : BackwardNode
    {
        private readonly SavedTensor _mask;

        public MaskedFillBackward(Tensor mask) => _mask = Save(mask);

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [Where(_mask.Value, 0, gradOutput)];
    }
}
