using Flambeau.Kernels;

namespace Flambeau;

/// <content>The logistic function and the hyperbolic tangent.</content>
public partial class Tensor
{
    /// <summary>1 / (1 + exp(-x)) for each element (<c>torch.sigmoid</c>).</summary>
    public Tensor Sigmoid() => VectorOp.Apply<SigmoidFunction>(this);

    /// <summary>Replaces every element: 1 / (1 + exp(-x)) for each element (<c>Tensor.sigmoid_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor SigmoidInPlace() => VectorOp.ApplyInPlace<SigmoidFunction>(this);

    /// <summary>The hyperbolic tangent of each element (<c>torch.tanh</c>).</summary>
    public Tensor Tanh() => VectorOp.Apply<TanhFunction>(this);

    /// <summary>Replaces every element: the hyperbolic tangent of each element (<c>Tensor.tanh_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor TanhInPlace() => VectorOp.ApplyInPlace<TanhFunction>(this);

    /// <summary>max(x, 0) for each element (<c>torch.relu</c>).</summary>
    public Tensor Relu() => NN.F.Relu(this);

    /// <summary>Replaces every element by max(x, 0) (<c>torch.relu_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ReluInPlace() => NN.F.ReluInPlace(this);

    // ds = s (1 - s)
    private readonly struct SigmoidFunction : IVectorUnary
    {
        public static string Name => nameof(Sigmoid);

        public static Saved Saves => Saved.Output;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Sigmoid(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * saved * (TLanes.One - saved);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved! * (1 - saved!));
    }

    // d(tanh x) = 1 - tanh^2 x
    private readonly struct TanhFunction : IVectorUnary
    {
        public static string Name => nameof(Tanh);

        public static Saved Saves => Saved.Output;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Tanh(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * (TLanes.One - (saved * saved));

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (1 - saved!.Square());
    }
}
