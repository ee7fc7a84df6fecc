using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Rectified linear units.</content>
public static partial class F
{
    /// <summary>max(x, 0) for every element (<c>F.relu</c>).</summary>
    public static Tensor Relu(Tensor input) => VectorOp.Apply<ReluFunction>(input);

    /// <summary>max(x, 0) for every element, in place (<c>F.relu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor ReluInPlace(Tensor input) => VectorOp.ApplyInPlace<ReluFunction>(input);

    /// <summary>x where positive, else negativeSlope * x (<c>F.leaky_relu</c>).</summary>
    public static Tensor LeakyRelu(Tensor input, double negativeSlope = 0.01) => VectorOp.Apply(input, new LeakyReluFunction(negativeSlope));

    /// <summary>x where positive, else negativeSlope * x, in place (<c>F.leaky_relu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor LeakyReluInPlace(Tensor input, double negativeSlope = 0.01) => VectorOp.ApplyInPlace(input, new LeakyReluFunction(negativeSlope));

    // 1 where positive, else 0; the output tells, so that it may overwrite the input
    private readonly struct ReluFunction : IVectorUnary
    {
        public static string Name => nameof(Relu);

        public static Saved Saves => Saved.Output;

        public Activation Activation => Activation.ReLU;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Select(TLanes.LessThan(x, TLanes.Zero), TLanes.Zero, x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Select(TLanes.LessThanOrEqual(saved, TLanes.Zero), TLanes.Zero, gradOutput);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput.MaskedFill(saved! <= 0, 0);
    }

    // 1 where positive, else the slope
    private readonly struct LeakyReluFunction(double slope) : IVectorUnary
    {
        private readonly Coefficient _slope = new(slope);

        public static string Name => nameof(LeakyRelu);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), x, x * _slope.Lanes<TLanes>());

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Select(TLanes.GreaterThan(saved, TLanes.Zero), gradOutput, gradOutput * _slope.Lanes<TLanes>());

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => Tensor.Where(saved! > 0, gradOutput, gradOutput * slope);
    }
}
