using System.Numerics;
using Flambeau.Kernels;
using Flambeau.NN;

namespace Flambeau;

/// <summary>Applies a <see cref="IUnaryFunction"/> to a tensor and records it: the one driver of all elementwise functions.</summary>
internal static class UnaryOp
{
    /// <summary>The function of every element; integers are converted to float32 first.</summary>
    public static Tensor Apply<TFunction>(Tensor input, TFunction function = default)
        where TFunction : struct, IUnaryFunction
    {
        input = Compute(TFunction.Name, input);
        bool wanted = Recorder.Wants(input);
        var output = MayJoin<TFunction>(wanted) ? DeferredConvolution.Activate(input, function.Activation) : null;
        if (output is null)
        {
            output = input.NewLike(input.DType);
            Dispatch.Float(TFunction.Name, input.DType, new Work<TFunction>(function, input, output));
        }

        return wanted ? Recorder.Record(output, new UnaryBackward<TFunction>(function, input, output), input) : output;
    }

    /// <summary>Overwrites every element with the function of it.</summary>
    public static Tensor ApplyInPlace<TFunction>(Tensor input, TFunction function = default)
        where TFunction : struct, IUnaryFunction
    {
        Check.Floating(TFunction.Name + "InPlace", input);
        bool wanted = InPlace.Begin(TFunction.Name + "InPlace", input);
        var saved = wanted && TFunction.Saves == Saved.Input ? input.Clone() : input;
        if (!MayJoin<TFunction>(wanted) || !DeferredConvolution.ActivateInPlace(input, function.Activation))
        {
            Dispatch.Float(TFunction.Name, input.DType, new Work<TFunction>(function, input, input));
        }

        input.MarkWritten();
        return wanted ? InPlace.Record(input, new UnaryBackward<TFunction>(function, saved, input)) : input;
    }

    // a convolution that a function joins never makes the function's input
    private static bool MayJoin<TFunction>(bool wanted)
        where TFunction : struct, IUnaryFunction => !wanted || TFunction.Saves != Saved.Input;

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

    private readonly struct Work<TFunction>(TFunction function, Tensor input, Tensor output) : IFloatWork
        where TFunction : struct, IUnaryFunction
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Strided.Unary(input.Shape, input.Reach<T>(), input.Strides, new Kernel<TFunction, T>(function), output.Reach<T>(), output.Strides);
    }

    private readonly struct GradientWork<TFunction>(TFunction function, Tensor gradOutput, Tensor saved, Tensor gradInput) : IFloatWork
        where TFunction : struct, IUnaryFunction
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Strided.Binary(
                gradInput.Shape,
                gradOutput.Reach<T>(),
                gradOutput.Strides,
                saved.Reach<T>(),
                saved.Strides,
                new GradientKernel<TFunction, T>(function),
                gradInput.Reach<T>(),
                gradInput.Strides);
    }

    private readonly struct Kernel<TFunction, T>(TFunction function) : IUnaryKernel<T, T>
        where TFunction : struct, IUnaryFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => function.Invoke(x, y);
    }

    private readonly struct GradientKernel<TFunction, T>(TFunction function) : IBinaryKernel<T, T>
        where TFunction : struct, IUnaryFunction
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private const int Chunk = 512;

        public void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d) => function.Gradient(x, y, d);

        // one value for all occurs only for expanded tensors
        public void Invoke(ReadOnlySpan<T> x, T y, Span<T> d)
        {
            Span<T> repeated = stackalloc T[Chunk];
            repeated.Fill(y);
            for (int at = 0; at < d.Length; at += Chunk)
            {
                int count = Math.Min(Chunk, d.Length - at);
                function.Gradient(x.Slice(at, count), repeated[..count], d.Slice(at, count));
            }
        }

        public void Invoke(T x, ReadOnlySpan<T> y, Span<T> d)
        {
            Span<T> repeated = stackalloc T[Chunk];
            repeated.Fill(x);
            for (int at = 0; at < d.Length; at += Chunk)
            {
                int count = Math.Min(Chunk, d.Length - at);
                function.Gradient(repeated[..count], y.Slice(at, count), d.Slice(at, count));
            }
        }
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

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var saved = _saved?.Value;
            if (!TFunction.HasGradientKernel || saved is null || Recorder.Wants(gradOutput, saved))
            {
                return [_function.Backward(gradOutput, saved)];
            }

            // element by element, so that it may overwrite what it reads
            var gradInput = OwnsGradient && gradOutput.Strides.SequenceEqual(saved.Strides) ? gradOutput : saved.NewLike(saved.DType);
            Dispatch.Float(Name, saved.DType, new GradientWork<TFunction>(_function, gradOutput, saved, gradInput));
            return [gradInput];
        }
    }
}
