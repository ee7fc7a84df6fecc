using System.Numerics;

namespace Flambeau.NN;

/// <content>Rectified linear units.</content>
public static partial class F
{
    /// <summary>max(x, 0) for every element (<c>F.relu</c>).</summary>
    public static Tensor Relu(Tensor input) => UnaryOp.Apply<ReluFunction>(input);

    /// <summary>max(x, 0) for every element, in place (<c>F.relu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor ReluInPlace(Tensor input) => UnaryOp.ApplyInPlace<ReluFunction>(input);

    /// <summary>x where positive, else negativeSlope * x (<c>F.leaky_relu</c>).</summary>
    public static Tensor LeakyRelu(Tensor input, double negativeSlope = 0.01) => UnaryOp.Apply(input, new LeakyReluFunction(negativeSlope));

    /// <summary>x where positive, else negativeSlope * x, in place (<c>F.leaky_relu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor LeakyReluInPlace(Tensor input, double negativeSlope = 0.01) => UnaryOp.ApplyInPlace(input, new LeakyReluFunction(negativeSlope));

    // 1 where positive, else 0; the output tells, so that it may overwrite the input
    private readonly struct ReluFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Relu);

        public static Saved Saves => Saved.Output;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.LessThan(x, Vector<T>.Zero), Vector<T>.Zero, x);

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.LessThanOrEqual(saved, Vector<T>.Zero), Vector<T>.Zero, gradOutput);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput.MaskedFill(saved! <= 0, 0);
    }

    // 1 where positive, else the slope
    private readonly struct LeakyReluFunction(double slope) : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(LeakyRelu);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, x * T.CreateTruncating(slope));

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => Vector.ConditionalSelect(Vector.GreaterThan(saved, Vector<T>.Zero), gradOutput, gradOutput * T.CreateTruncating(slope));

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => Tensor.Where(saved! > 0, gradOutput, gradOutput * slope);
    }
}
