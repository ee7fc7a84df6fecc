using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Smooth forms of max(x, 0) and of the logarithm of the logistic function.</content>
public static partial class F
{
    /// <summary>log(1 + exp(beta x)) / beta, and x itself where beta x exceeds the threshold (<c>F.softplus</c>).</summary>
    public static Tensor Softplus(Tensor input, double beta = 1, double threshold = 20) =>
        UnaryOp.Apply(input, new SoftplusFunction(beta, threshold));

    /// <summary>log(1 / (1 + exp(-x))) (<c>F.logsigmoid</c>).</summary>
    public static Tensor LogSigmoid(Tensor input) => UnaryOp.Apply<LogSigmoidFunction>(input);

    /// <summary>x / (1 + |x|) (<c>F.softsign</c>).</summary>
    public static Tensor Softsign(Tensor input) => UnaryOp.Apply<SoftsignFunction>(input);

    /// <summary>The logistic function of every element (<c>F.sigmoid</c>).</summary>
    public static Tensor Sigmoid(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Sigmoid();
    }

    /// <summary>The hyperbolic tangent of every element (<c>F.tanh</c>).</summary>
    public static Tensor Tanh(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Tanh();
    }

    // the logistic function of beta x, 1 beyond the threshold
    private readonly struct SoftplusFunction(double beta, double threshold) : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Softplus);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var scaled = x * T.CreateTruncating(beta);
            var linear = Vector.GreaterThan(scaled, new Vector<T>(T.CreateTruncating(threshold)));
            return Vector.ConditionalSelect(linear, x, VectorMath.Softplus(scaled) / T.CreateTruncating(beta));
        }

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var scaled = saved * T.CreateTruncating(beta);
            var linear = Vector.GreaterThan(scaled, new Vector<T>(T.CreateTruncating(threshold)));
            return Vector.ConditionalSelect(linear, gradOutput, gradOutput * VectorMath.Sigmoid(scaled));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => Tensor.Where((saved! * beta) > threshold, gradOutput, gradOutput * (saved! * beta).Sigmoid());
    }

    // the logistic function of -x
    private readonly struct LogSigmoidFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(LogSigmoid);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => -VectorMath.Softplus(-x);

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradOutput * VectorMath.Sigmoid(-saved);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!.Neg().Sigmoid();
    }

    // 1 / (1 + |x|)^2
    private readonly struct SoftsignFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Softsign);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => x / (Vector<T>.One + Vector.Abs(x));

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var size = Vector<T>.One + Vector.Abs(saved);
            return gradOutput / (size * size);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / (saved!.Abs() + 1).Square();
    }
}
