using System.Numerics;
using System.Runtime.CompilerServices;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Smooth forms of max(x, 0) and of the logarithm of the logistic function.</content>
public static partial class F
{
    /// <summary>log(1 + exp(beta x)) / beta, and x itself where beta x exceeds the threshold (<c>F.softplus</c>).</summary>
    public static Tensor Softplus(Tensor input, double beta = 1, double threshold = 20) =>
        VectorOp.Apply(input, new SoftplusFunction(beta, threshold));

    /// <summary>log(1 / (1 + exp(-x))) (<c>F.logsigmoid</c>).</summary>
    public static Tensor LogSigmoid(Tensor input) => VectorOp.Apply<LogSigmoidFunction>(input);

    /// <summary>x / (1 + |x|) (<c>F.softsign</c>).</summary>
    public static Tensor Softsign(Tensor input) => VectorOp.Apply<SoftsignFunction>(input);

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
    private readonly struct SoftplusFunction(double beta, double threshold) : IVectorUnary
    {
        private readonly Coefficient _beta = new(beta);
        private readonly Coefficient _inverse = new(1 / beta);
        private readonly Coefficient _threshold = new(threshold);

        public static string Name => nameof(Softplus);

        public static Saved Saves => Saved.Input;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var scaled = x * _beta.Lanes<TLanes>();
            var linear = TLanes.GreaterThan(scaled, _threshold.Lanes<TLanes>());
            return TLanes.Select(linear, x, VectorMath.Softplus(scaled) * _inverse.Lanes<TLanes>());
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var scaled = saved * _beta.Lanes<TLanes>();
            var linear = TLanes.GreaterThan(scaled, _threshold.Lanes<TLanes>());
            return TLanes.Select(linear, gradOutput, gradOutput * VectorMath.Sigmoid(scaled));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => Tensor.Where((saved! * beta) > threshold, gradOutput, gradOutput * (saved! * beta).Sigmoid());
    }

    // the logistic function of -x
    private readonly struct LogSigmoidFunction : IVectorUnary
    {
        public static string Name => nameof(LogSigmoid);

        public static Saved Saves => Saved.Input;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => -VectorMath.Softplus(-x);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * VectorMath.Sigmoid(-saved);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!.Neg().Sigmoid();
    }

    // 1 / (1 + |x|)^2
    private readonly struct SoftsignFunction : IVectorUnary
    {
        public static string Name => nameof(Softsign);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => x / (TLanes.One + TLanes.Abs(x));

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var size = TLanes.One + TLanes.Abs(saved);
            return gradOutput / (size * size);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / (saved!.Abs() + 1).Square();
    }
}
