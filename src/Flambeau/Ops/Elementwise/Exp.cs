using Flambeau.Kernels;

namespace Flambeau;

/// <content>Exponential functions.</content>
public partial class Tensor
{
    /// <summary>e to the power of each element (<c>torch.exp</c>).</summary>
    public Tensor Exp() => VectorOp.Apply<ExpFunction>(this);

    /// <summary>Replaces every element: e to the power of each element (<c>Tensor.exp_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ExpInPlace() => VectorOp.ApplyInPlace<ExpFunction>(this);

    /// <summary>2 to the power of each element (<c>torch.exp2</c>).</summary>
    public Tensor Exp2() => VectorOp.Apply<Exp2Function>(this);

    /// <summary>Replaces every element: 2 to the power of each element (<c>Tensor.exp2_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor Exp2InPlace() => VectorOp.ApplyInPlace<Exp2Function>(this);

    /// <summary>e to the power of each element, less 1, exact near 0 (<c>torch.expm1</c>).</summary>
    public Tensor Expm1() => VectorOp.Apply<Expm1Function>(this);

    /// <summary>Replaces every element: e to the power of each element, less 1, exact near 0 (<c>Tensor.expm1_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor Expm1InPlace() => VectorOp.ApplyInPlace<Expm1Function>(this);

    // d(exp x) = exp x: the output is all that is needed
    private readonly struct ExpFunction : IVectorUnary
    {
        public static string Name => nameof(Exp);

        public static Saved Saves => Saved.Output;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => TLanes.Exp(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * saved;

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!;
    }

    // d(2^x) = 2^x ln 2
    private readonly struct Exp2Function : IVectorUnary
    {
        public static string Name => nameof(Exp2);

        public static Saved Saves => Saved.Output;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Kernels.ExpFunction.OfTwo(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * (saved * TLanes.Create(0.6931471805599453));

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved! * Math.Log(2));
    }

    // d(exp x - 1) = exp x
    private readonly struct Expm1Function : IVectorUnary
    {
        public static string Name => nameof(Expm1);

        public static Saved Saves => Saved.Output;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Kernels.ExpFunction.LessOne(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * (saved + TLanes.One);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved! + 1);
    }
}
