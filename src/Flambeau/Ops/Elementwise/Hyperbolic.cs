using System.Numerics;
using System.Numerics.Tensors;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Hyperbolic functions and their inverses.</content>
public partial class Tensor
{
    /// <summary>The hyperbolic sine of each element (<c>torch.sinh</c>).</summary>
    public Tensor Sinh() => VectorOp.Apply<SinhFunction>(this);

    /// <summary>Replaces every element: the hyperbolic sine of each element (<c>Tensor.sinh_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor SinhInPlace() => VectorOp.ApplyInPlace<SinhFunction>(this);

    /// <summary>The hyperbolic cosine of each element (<c>torch.cosh</c>).</summary>
    public Tensor Cosh() => VectorOp.Apply<CoshFunction>(this);

    /// <summary>Replaces every element: the hyperbolic cosine of each element (<c>Tensor.cosh_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor CoshInPlace() => VectorOp.ApplyInPlace<CoshFunction>(this);

    /// <summary>The inverse hyperbolic sine of each element (<c>torch.asinh</c>).</summary>
    public Tensor Asinh() => UnaryOp.Apply<AsinhFunction>(this);

    /// <summary>Replaces every element: the inverse hyperbolic sine of each element (<c>Tensor.asinh_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AsinhInPlace() => UnaryOp.ApplyInPlace<AsinhFunction>(this);

    /// <summary>The inverse hyperbolic cosine of each element (<c>torch.acosh</c>).</summary>
    public Tensor Acosh() => UnaryOp.Apply<AcoshFunction>(this);

    /// <summary>Replaces every element: the inverse hyperbolic cosine of each element (<c>Tensor.acosh_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AcoshInPlace() => UnaryOp.ApplyInPlace<AcoshFunction>(this);

    /// <summary>The inverse hyperbolic tangent of each element (<c>torch.atanh</c>).</summary>
    public Tensor Atanh() => UnaryOp.Apply<AtanhFunction>(this);

    /// <summary>Replaces every element: the inverse hyperbolic tangent of each element (<c>Tensor.atanh_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AtanhInPlace() => UnaryOp.ApplyInPlace<AtanhFunction>(this);

    // d(sinh x) = cosh x
    private readonly struct SinhFunction : IVectorUnary
    {
        public static string Name => nameof(Sinh);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Sinh(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * VectorMath.Cosh(saved);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!.Cosh();
    }

    // d(cosh x) = sinh x
    private readonly struct CoshFunction : IVectorUnary
    {
        public static string Name => nameof(Cosh);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Cosh(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * VectorMath.Sinh(saved);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!.Sinh();
    }

    // d(asinh x) = 1/sqrt(x^2 + 1)
    private readonly struct AsinhFunction : IUnaryFunction
    {
        public static string Name => nameof(Asinh);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Asinh(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved!.Square() + 1).Rsqrt();
    }

    // d(acosh x) = 1/sqrt(x^2 - 1)
    private readonly struct AcoshFunction : IUnaryFunction
    {
        public static string Name => nameof(Acosh);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Acosh(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved!.Square() - 1).Rsqrt();
    }

    // d(atanh x) = 1/(1 - x^2)
    private readonly struct AtanhFunction : IUnaryFunction
    {
        public static string Name => nameof(Atanh);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Atanh(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / (1 - saved!.Square());
    }
}
