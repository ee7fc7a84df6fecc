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
        Dispatch(function, a, b, output);
        return Recorder.Wants(a, b) ? Recorder.Record(output, new BinaryBackward<TFunction>(function, a, b), a, b) : output;
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
        var saved = wanted && TFunction.SavesInputs ? input.Detach().Clone() : input;
        Dispatch(function, input, b, input);
        input.MarkWritten();
        return wanted ? InPlace.Record(input, new BinaryBackward<TFunction>(function, saved, b), b) : input;
    }

    private static Tensor NewOutput(Shape shape, Tensor a, Tensor b, DType dtype)
    {
        // the larger operand sets the order in memory, so that channels-last stays channels-last
        var model = a.Shape == shape ? a : b;
        return model.Shape == shape ? model.NewLike(dtype) : Tensor.New(shape, dtype);
    }

    private static void Dispatch<TFunction>(TFunction function, Tensor a, Tensor b, Tensor output)
        where TFunction : struct, IBinaryFunction
    {
        switch (output.DType)
        {
            case DType.Float32:
                Run<TFunction, float>(function, a, b, output);
                break;
            case DType.Float64:
                Run<TFunction, double>(function, a, b, output);
                break;
            case DType.Int64:
                Run<TFunction, long>(function, a, b, output);
                break;
            case DType.Int32:
                Run<TFunction, int>(function, a, b, output);
                break;
            case DType.Int16:
                Run<TFunction, short>(function, a, b, output);
                break;
            case DType.Int8:
                Run<TFunction, sbyte>(function, a, b, output);
                break;
            case DType.UInt8:
                Run<TFunction, byte>(function, a, b, output);
                break;
            default:
                throw new NotSupportedException(
                    $"{TFunction.Name}: {output.DType.TorchName} has no arithmetic; convert with To(...) first. input has shape {a.Shape}, other has shape {b.Shape}.");
        }
    }

    private static void Run<TFunction, T>(TFunction function, Tensor a, Tensor b, Tensor output)
        where TFunction : struct, IBinaryFunction
        where T : unmanaged, INumber<T> =>
        Strided.Binary(
            output.Shape,
            a.Reach<T>(),
            Layout.BroadcastStrides(a.Shape, a.Strides, output.Shape),
            b.Reach<T>(),
            Layout.BroadcastStrides(b.Shape, b.Strides, output.Shape),
            new Kernel<TFunction, T>(function),
            output.Reach<T>(),
            output.Strides);

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

        public BinaryBackward(TFunction function, Tensor input, Tensor other)
        {
            _function = function;
            _inputShape = input.Shape;
            _otherShape = other.Shape;
            _input = TFunction.SavesInputs ? Save(input) : null;
            _other = TFunction.SavesInputs ? Save(other) : null;
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
