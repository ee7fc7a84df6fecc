using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>Applies a <see cref="IBinaryFunction"/> with promotion and broadcasting and records it: the one driver of arithmetic.</summary>
internal static class BinaryOp
{
    /// <summary>The function of every pair of elements.</summary>
    public static Tensor Apply<TFunction>(Tensor input, Tensor other, TFunction function = default)
        where TFunction : struct, IBinaryFunction
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        var dtype = TypePromotion.Of(input, other);
        var shape = Layout.Broadcast(TFunction.Name, input.Shape, other.Shape);
        var (a, b) = (input.To(dtype), other.To(dtype));
        var output = NewOutput(shape, a, b, dtype);
        Dispatch.Numeric(TFunction.Name, dtype, new Work<TFunction>(function, a, b, output));
        return Recorder.Wants(a, b)
            ? Recorder.Record(output, new BinaryBackward<TFunction>(function, a, b, Needed<TFunction>(a, b)), a, b)
            : output;
    }

    /// <summary>The function of every element and one number.</summary>
    public static Tensor Apply<TFunction>(Tensor input, Scalar other, TFunction function = default)
        where TFunction : struct, IBinaryFunction
    {
        ArgumentNullException.ThrowIfNull(input);
        var dtype = TypePromotion.Of(input, other);
        return Apply(input.To(dtype), Tensor.FromScalar(other, dtype), function);
    }

    /// <summary>The function of one number and every element.</summary>
    public static Tensor Apply<TFunction>(Scalar input, Tensor other, TFunction function = default)
        where TFunction : struct, IBinaryFunction
    {
        ArgumentNullException.ThrowIfNull(other);
        var dtype = TypePromotion.Of(other, input);
        return Apply(Tensor.FromScalar(input, dtype), other.To(dtype), function);
    }

    /// <summary>Overwrites the first input with the function of both; its shape and type stay.</summary>
    /// <exception cref="ArgumentException">The result has another shape, or a type the first input cannot hold.</exception>
    public static Tensor ApplyInPlace<TFunction>(Tensor input, Tensor other, TFunction function = default)
        where TFunction : struct, IBinaryFunction
    {
        ArgumentNullException.ThrowIfNull(other);
        string op = TFunction.Name + "InPlace";
        if (Layout.Broadcast(op, input.Shape, other.Shape) != input.Shape)
        {
            throw new ArgumentException($"{op}: the result must keep the shape of input, but other does not broadcast to it. input has shape {input.Shape}, other has shape {other.Shape}.");
        }

        var dtype = TypePromotion.Of(input, other);
        if (dtype.IsFloatingPoint && !input.DType.IsFloatingPoint)
        {
            throw new ArgumentException($"{op}: the result is {dtype.TorchName} and cannot be stored in {input.DType.TorchName}. input has shape {input.Shape}, other has shape {other.Shape}.");
        }

        bool wanted = InPlace.Begin(op, input, other);
        var b = other.To(input.DType);
        var needed = wanted ? Needed<TFunction>(input, b) : Operands.None;
        var saved = needed.HasFlag(Operands.Input) ? input.Clone() : input;
        var savedOther = needed.HasFlag(Operands.Other) && b.SharesMemoryWith(input) ? b.Clone() : b;
        Dispatch.Numeric(op, input.DType, new Work<TFunction>(function, input, b, input));
        input.MarkWritten();
        return wanted ? InPlace.Record(input, new BinaryBackward<TFunction>(function, saved, savedOther, needed), b) : input;
    }

    /// <summary>Overwrites every element with the function of it and one number.</summary>
    public static Tensor ApplyInPlace<TFunction>(Tensor input, Scalar other, TFunction function = default)
        where TFunction : struct, IBinaryFunction =>
        ApplyInPlace(input, Tensor.FromScalar(other, TypePromotion.Of(input, other)), function);

    private static Operands Needed<TFunction>(Tensor input, Tensor other)
        where TFunction : struct, IBinaryFunction =>
        (input.RequiresGrad ? TFunction.InputGradientNeeds : Operands.None)
        | (other.RequiresGrad ? TFunction.OtherGradientNeeds : Operands.None);

    /// <summary>The tensor for the result of a broadcast operation, ordered in memory as the larger operand.</summary>
    internal static Tensor NewOutput(Shape shape, Tensor a, Tensor b, DType dtype)
    {
        // the larger operand sets the order in memory, so that channels-last stays channels-last
        var model = a.Shape == shape ? a : b;
        return model.Shape == shape ? model.NewLike(dtype) : Tensor.New(shape, dtype);
    }

    /// <summary>Runs a kernel over the broadcast elements of two tensors.</summary>
    internal static void Run<T, TResult, TKernel>(Tensor a, Tensor b, Tensor output, TKernel kernel)
        where T : unmanaged
        where TResult : unmanaged
        where TKernel : struct, IBinaryKernel<T, TResult> =>
        Strided.Binary(
            output.Shape,
            a.Reach<T>(),
            Layout.BroadcastStrides(a.Shape, a.Strides, output.Shape),
            b.Reach<T>(),
            Layout.BroadcastStrides(b.Shape, b.Strides, output.Shape),
            kernel,
            output.Reach<TResult>(),
            output.Strides);

    private readonly struct Work<TFunction>(TFunction function, Tensor a, Tensor b, Tensor output) : INumericWork
        where TFunction : struct, IBinaryFunction
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            BinaryOp.Run<T, T, Kernel<TFunction, T>>(a, b, output, new Kernel<TFunction, T>(function));
    }

    private readonly struct Kernel<TFunction, T>(TFunction function) : IBinaryKernel<T, T>
        where TFunction : struct, IBinaryFunction
        where T : unmanaged, INumber<T>
    {
        public void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d) => function.Invoke(x, y, d);

        public void Invoke(ReadOnlySpan<T> x, T y, Span<T> d) => function.Invoke(x, y, d);

        public void Invoke(T x, ReadOnlySpan<T> y, Span<T> d) => function.Invoke(x, y, d);
    }

    private sealed class BinaryBackward<TFunction> : BackwardNode
        where TFunction : struct, IBinaryFunction
    {
        private readonly TFunction _function;
        private readonly SavedTensor? _input;
        private readonly SavedTensor? _other;
        private readonly Shape _inputShape;
        private readonly Shape _otherShape;

        public BinaryBackward(TFunction function, Tensor input, Tensor other, Operands needed)
        {
            _function = function;
            _inputShape = input.Shape;
            _otherShape = other.Shape;
            _input = needed.HasFlag(Operands.Input) ? Save(input) : null;
            _other = needed.HasFlag(Operands.Other) ? Save(other) : null;
        }

        public override string Name => TFunction.Name + "Backward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var (input, other) = _function.Backward(gradOutput, _input?.Value, _other?.Value, Needs(0), Needs(1));
            return [Needs(0) ? input?.SumTo(_inputShape) : null, Needs(1) ? other?.SumTo(_otherShape) : null];
        }
    }
}
