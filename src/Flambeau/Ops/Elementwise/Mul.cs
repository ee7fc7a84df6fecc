using System.Numerics.Tensors;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Multiplication.</content>
public partial class Tensor
{
    /// <summary>The product of each pair of elements, broadcast.</summary>
    public static Tensor operator *(Tensor left, Tensor right) => BinaryOp.Apply<MulFunction>(left, right);

    /// <summary>The product of each element and a number.</summary>
    public static Tensor operator *(Tensor left, Scalar right) => BinaryOp.Apply<MulFunction>(left, right);

    /// <summary>The product of a number and each element.</summary>
    public static Tensor operator *(Scalar left, Tensor right) => BinaryOp.Apply<MulFunction>(left, right);

    /// <summary>Multiplies in place, as PyTorch's <c>*=</c> does.</summary>
    public void operator *=(Tensor other) => MulInPlace(other);

    /// <summary>Multiplies by a number in place, as PyTorch's <c>*=</c> does.</summary>
    public void operator *=(Scalar other) => MulInPlace(other);

    /// <summary>The product of each pair of elements, broadcast (<c>torch.mul</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Mul(Tensor other) => this * other;

    /// <summary>The product of each element and a number (<c>torch.mul</c>).</summary>
    public Tensor Mul(Scalar other) => this * other;

    /// <summary>Multiplies this tensor by <paramref name="other"/>, broadcast (<c>Tensor.mul_</c>).</summary>
    /// <exception cref="ArgumentException">The result would have another shape, or a type this tensor cannot hold.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor MulInPlace(Tensor other) => BinaryOp.ApplyInPlace<MulFunction>(this, other);

    /// <summary>Multiplies every element by a number (<c>Tensor.mul_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor MulInPlace(Scalar other) => BinaryOp.ApplyInPlace<MulFunction>(this, other);

    // d(xy) = y dx + x dy
    private readonly struct MulFunction : IBinaryFunction
    {
        public static string Name => nameof(Mul);

        public static Operands InputGradientNeeds => Operands.Other;

        public static Operands OtherGradientNeeds => Operands.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => Arithmetic.Multiply(x, y, destination);

        public void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Multiply(x, y, destination);

        public void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Multiply(y, x, destination);

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther) =>
            (needsInput ? gradOutput * other! : null, needsOther ? gradOutput * input! : null);
    }
}
