using System.Numerics;
using System.Numerics.Tensors;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>The logistic function and the hyperbolic tangent.</content>
public partial class Tensor
{
    /// <summary>1 / (1 + exp(-x)) for each element (<c>torch.sigmoid</c>).</summary>
    public Tensor Sigmoid() => UnaryOp.Apply<SigmoidFunction>(this);

    /// <summary>Replaces every element: 1 / (1 + exp(-x)) for each element (<c>Tensor.sigmoid_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor SigmoidInPlace() => UnaryOp.ApplyInPlace<SigmoidFunction>(this);

    /// <summary>The hyperbolic tangent of each element (<c>torch.tanh</c>).</summary>
    public Tensor Tanh() => UnaryOp.Apply<TanhFunction>(this);

    /// <summary>Replaces every element: the hyperbolic tangent of each element (<c>Tensor.tanh_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor TanhInPlace() => UnaryOp.ApplyInPlace<TanhFunction>(this);

    /// <summary>max(x, 0) for each element (<c>torch.relu</c>).</summary>
    public Tensor Relu() => NN.F.Relu(this);

    /// <summary>Replaces every element by max(x, 0) (<c>torch.relu_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ReluInPlace() => NN.F.ReluInPlace(this);

    // ds = s (1 - s)
    private readonly struct SigmoidFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Sigmoid);

        public static Saved Saves => Saved.Output;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorMath.Sigmoid(x);

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradOutput * saved * (Vector<T>.One - saved);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved! * (1 - saved!));
    }

    // d(tanh x) = 1 - tanh^2 x
    private readonly struct TanhFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Tanh);

        public static Saved Saves => Saved.Output;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Tanh(x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        // the run-time library has the whole loop
        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => throw new NotSupportedException();

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => gradOutput * (Vector<T>.One - (saved * saved));

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (1 - saved!.Square());
    }
}
