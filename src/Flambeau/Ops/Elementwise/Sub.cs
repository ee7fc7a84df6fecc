using System.Numerics.Tensors;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Subtraction.</content>
public partial class Tensor
{
    /// <summary>The difference of each pair of elements, broadcast.</summary>
    public static Tensor operator -(Tensor left, Tensor right) => BinaryOp.Apply<SubFunction>(left, right);

    /// <summary>Each element less a number.</summary>
    public static Tensor operator -(Tensor left, Scalar right) => BinaryOp.Apply<SubFunction>(left, right);

    /// <summary>A number less each element (<c>torch.rsub</c>).</summary>
    public static Tensor operator -(Scalar left, Tensor right) => BinaryOp.Apply<SubFunction>(left, right);

    /// <summary>Subtracts in place, as PyTorch's <c>-=</c> does.</summary>
    public void operator -=(Tensor other) => SubInPlace(other);

    /// <summary>Subtracts a number in place, as PyTorch's <c>-=</c> does.</summary>
    public void operator -=(Scalar other) => SubInPlace(other);

    /// <summary>The difference of each pair of elements, broadcast (<c>torch.sub</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Sub(Tensor other) => this - other;

    /// <summary>input - alpha * other, broadcast (<c>torch.sub</c> with <c>alpha</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Sub(Tensor other, Scalar alpha) => this - (other * alpha);

    /// <summary>Each element less a number (<c>torch.sub</c>).</summary>
    public Tensor Sub(Scalar other) => this - other;

    /// <summary>Subtracts <paramref name="other"/>, broadcast, from this tensor (<c>Tensor.sub_</c>).</summary>
    /// <exception cref="ArgumentException">The result would have another shape, or a type this tensor cannot hold.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor SubInPlace(Tensor other) => BinaryOp.ApplyInPlace<SubFunction>(this, other);

    /// <summary>Subtracts a number from every element (<c>Tensor.sub_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor SubInPlace(Scalar other) => BinaryOp.ApplyInPlace<SubFunction>(this, other);

    private readonly struct SubFunction : IBinaryFunction
    {
        public static string Name => nameof(Sub);

        public static Operands InputGradientNeeds => Operands.None;

        public static Operands OtherGradientNeeds => Operands.None;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => Arithmetic.Subtract(x, y, destination);

        public void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Subtract(x, y, destination);

        public void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Subtract(x, y, destination);

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther) =>
            (gradOutput, needsOther ? gradOutput.Neg() : null);
    }
}
