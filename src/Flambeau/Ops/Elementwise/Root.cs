using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau;

/// <content>Roots, squares and reciprocals.</content>
public partial class Tensor
{
    /// <summary>The square root of each element (<c>torch.sqrt</c>).</summary>
    public Tensor Sqrt() => UnaryOp.Apply<SqrtFunction>(this);

    /// <summary>Replaces every element: the square root of each element (<c>Tensor.sqrt_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor SqrtInPlace() => UnaryOp.ApplyInPlace<SqrtFunction>(this);

    /// <summary>1 over the square root of each element (<c>torch.rsqrt</c>).</summary>
    public Tensor Rsqrt() => UnaryOp.Apply<RsqrtFunction>(this);

    /// <summary>Replaces every element: 1 over the square root of each element (<c>Tensor.rsqrt_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor RsqrtInPlace() => UnaryOp.ApplyInPlace<RsqrtFunction>(this);

    /// <summary>1 over each element (<c>torch.reciprocal</c>).</summary>
    public Tensor Reciprocal() => UnaryOp.Apply<ReciprocalFunction>(this);

    /// <summary>Replaces every element: 1 over each element (<c>Tensor.reciprocal_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ReciprocalInPlace() => UnaryOp.ApplyInPlace<ReciprocalFunction>(this);

    /// <summary>The square of each element; integers stay integers (<c>torch.square</c>).</summary>
    public Tensor Square() => DType.IsFloatingPoint ? UnaryOp.Apply<SquareFunction>(this) : this * this;

    // d(sqrt x) = 1/(2 sqrt x)
    private readonly struct SqrtFunction : IUnaryFunction
    {
        public static string Name => nameof(Sqrt);

        public static Saved Saves => Saved.Output;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Sqrt(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput / (saved! * 2);
    }

    // d(x^-1/2) = -x^-3/2 / 2
    private readonly struct RsqrtFunction : IUnaryFunction
    {
        public static string Name => nameof(Rsqrt);

        public static Saved Saves => Saved.Output;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.ReciprocalSqrt(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved!.Pow(3) * -0.5);
    }

    // d(1/x) = -1/x^2
    private readonly struct ReciprocalFunction : IUnaryFunction
    {
        public static string Name => nameof(Reciprocal);

        public static Saved Saves => Saved.Output;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Reciprocal(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!.Square().Neg();
    }

    // d(x^2) = 2x
    private readonly struct SquareFunction : IUnaryFunction
    {
        public static string Name => nameof(Square);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Multiply(x, x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved! * 2);
    }
}
