using System.Numerics;
using System.Numerics.Tensors;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Logarithms.</content>
public partial class Tensor
{
    /// <summary>The natural logarithm of each element (<c>torch.log</c>).</summary>
    public Tensor Log() => VectorOp.Apply<LogFunction>(this);

    /// <summary>Replaces every element: the natural logarithm of each element (<c>Tensor.log_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor LogInPlace() => VectorOp.ApplyInPlace<LogFunction>(this);

    /// <summary>The logarithm to base 2 of each element (<c>torch.log2</c>).</summary>
    public Tensor Log2() => UnaryOp.Apply<Log2Function>(this);

    /// <summary>Replaces every element: the logarithm to base 2 of each element (<c>Tensor.log2_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor Log2InPlace() => UnaryOp.ApplyInPlace<Log2Function>(this);

    /// <summary>The logarithm to base 10 of each element (<c>torch.log10</c>).</summary>
    public Tensor Log10() => UnaryOp.Apply<Log10Function>(this);

    /// <summary>Replaces every element: the logarithm to base 10 of each element (<c>Tensor.log10_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor Log10InPlace() => UnaryOp.ApplyInPlace<Log10Function>(this);

    /// <summary>The natural logarithm of 1 plus each element, exact near 0 (<c>torch.log1p</c>).</summary>
    public Tensor Log1p() => VectorOp.Apply<Log1pFunction>(this);

    /// <summary>Replaces every element: the natural logarithm of 1 plus each element, exact near 0 (<c>Tensor.log1p_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor Log1pInPlace() => VectorOp.ApplyInPlace<Log1pFunction>(this);

    // d(ln x) = 1/x
    private readonly struct LogFunction : IVectorUnary
    {
        public static string Name => nameof(Log);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Kernels.LogFunction.Log(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput / saved;

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / saved!;
    }

    // d(log2 x) = 1/(x ln 2)
    private readonly struct Log2Function : IUnaryFunction
    {
        public static string Name => nameof(Log2);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Log2(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / (saved! * Math.Log(2));
    }

    // d(log10 x) = 1/(x ln 10)
    private readonly struct Log10Function : IUnaryFunction
    {
        public static string Name => nameof(Log10);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Log10(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / (saved! * Math.Log(10));
    }

    // d(ln(1 + x)) = 1/(1 + x)
    private readonly struct Log1pFunction : IVectorUnary
    {
        public static string Name => nameof(Log1p);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => Kernels.LogFunction.OnePlus(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput / (saved + TLanes.One);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / (saved! + 1);
    }
}
