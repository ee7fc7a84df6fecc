using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>Applies a <see cref="IUnaryFunction"/> to a tensor and records it: the one driver of all elementwise functions.</summary>
internal static class UnaryOp
{
    /// <summary>The function of every element; integers are converted to float32 first.</summary>
    public static Tensor Apply<TFunction>(Tensor input, TFunction function = default)
        where TFunction : struct, IUnaryFunction
    {
        input = Compute(TFunction.Name, input);
        var output = input.NewLike(input.DType);
        Run(function, input, output);
        return Recorder.Wants(input) ? Recorder.Record(output, new UnaryBackward<TFunction>(function, input, output), input) : output;
    }

    /// <summary>Overwrites every element with the function of it.</summary>
    public static Tensor ApplyInPlace<TFunction>(Tensor input, TFunction function = default)
        where TFunction : struct, IUnaryFunction
    {
        Check.Floating(TFunction.Name + "InPlace", input);
        bool wanted = InPlace.Begin(TFunction.Name + "InPlace", input);
        var saved = wanted && TFunction.Saves == Saved.Input ? input.Detach().Clone() : input;
        Run(function, input, input);
        input.MarkWritten();
        return wanted ? InPlace.Record(input, new UnaryBackward<TFunction>(function, saved, input)) : input;
    }

    private static Tensor Compute(string op, Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.DType.IsFloatingPoint)
        {
            return input.To(DType.Float32);
        }

        Check.Floating(op, input);
        return input;
    }

    private static void Run<TFunction>(TFunction function, Tensor input, Tensor output)
        where TFunction : struct, IUnaryFunction
    {
        if (input.DType == DType.Float64)
        {
            Run<TFunction, double>(function, input, output);
        }
        else
        {
            Run<TFunction, float>(function, input, output);
        }
    }

    private static void Run<TFunction, T>(TFunction function, Tensor input, Tensor output)
        where TFunction : struct, IUnaryFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Strided.Unary(input.Shape, input.Reach<T>(), input.Strides, new Kernel<TFunction, T>(function), output.Reach<T>(), output.Strides);

    private readonly struct Kernel<TFunction, T>(TFunction function) : IUnaryKernel<T, T>
        where TFunction : struct, IUnaryFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => function.Invoke(x, y);
    }

    private sealed class UnaryBackward<TFunction> : BackwardNode
        where TFunction : struct, IUnaryFunction
    {
        private readonly TFunction _function;
        private readonly SavedTensor? _saved;

        public UnaryBackward(TFunction function, Tensor input, Tensor output)
        {
            _function = function;
            _saved = TFunction.Saves switch
            {
                Saved.Input => Save(input),
                Saved.Output => Save(output),
                _ => null,
            };
        }

        public override string Name => TFunction.Name + "Backward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [_function.Backward(gradOutput, _saved?.Value)];
    }
}
