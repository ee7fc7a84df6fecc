using System.Numerics.Tensors;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Division.</content>
public partial class Tensor
{
    /// <summary>The quotient of each pair of elements, broadcast; integers give float32.</summary>
    public static Tensor operator /(Tensor left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var dtype = TypePromotion.Floating(TypePromotion.Of(left, right));
        return BinaryOp.Apply<DivFunction>(left.To(dtype), right.To(dtype));
    }

    /// <summary>Each element divided by a number; integers give float32.</summary>
    public static Tensor operator /(Tensor left, Scalar right)
    {
        ArgumentNullException.ThrowIfNull(left);
        return BinaryOp.Apply<DivFunction>(left.To(TypePromotion.Floating(left.DType)), right);
    }

    /// <summary>A number divided by each element; integers give float32.</summary>
    public static Tensor operator /(Scalar left, Tensor right)
    {
        ArgumentNullException.ThrowIfNull(right);
        return BinaryOp.Apply<DivFunction>(left, right.To(TypePromotion.Floating(right.DType)));
    }

    /// <summary>Divides in place, as PyTorch's <c>/=</c> does.</summary>
    public void operator /=(Tensor other) => DivInPlace(other);

    /// <summary>Divides by a number in place, as PyTorch's <c>/=</c> does.</summary>
    public void operator /=(Scalar other) => DivInPlace(other);

    /// <summary>The quotient of each pair of elements, broadcast (<c>torch.div</c>); without rounding, integers give float32.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <exception cref="DivideByZeroException">An integer is divided by zero with rounding.</exception>
    public Tensor Div(Tensor other, RoundingMode rounding = RoundingMode.None) =>
        rounding == RoundingMode.None ? this / other : BinaryOp.Apply(this, other, new Pairwise<RoundedDivFunction>(new(rounding)));

    /// <summary>Each element divided by a number (<c>torch.div</c>); without rounding, integers give float32.</summary>
    /// <exception cref="DivideByZeroException">An integer is divided by zero with rounding.</exception>
    public Tensor Div(Scalar other, RoundingMode rounding = RoundingMode.None) =>
        rounding == RoundingMode.None ? this / other : BinaryOp.Apply(this, other, new Pairwise<RoundedDivFunction>(new(rounding)));

    /// <summary>Divides this tensor by <paramref name="other"/>, broadcast (<c>Tensor.div_</c>).</summary>
    /// <exception cref="ArgumentException">The result would have another shape, or a type this tensor cannot hold.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor DivInPlace(Tensor other)
    {
        Check.Floating(nameof(DivInPlace), this);
        return BinaryOp.ApplyInPlace<DivFunction>(this, other);
    }

    /// <summary>Divides every element by a number (<c>Tensor.div_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor DivInPlace(Scalar other)
    {
        Check.Floating(nameof(DivInPlace), this);
        return BinaryOp.ApplyInPlace<DivFunction>(this, other);
    }

    // d(x/y) = dx/y - x dy/y^2
    private readonly struct DivFunction : IBinaryFunction
    {
        public static string Name => nameof(Div);

        public static Operands InputGradientNeeds => Operands.Other;

        public static Operands OtherGradientNeeds => Operands.Both;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => Arithmetic.Divide(x, y, destination);

        public void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Divide(x, y, destination);

        public void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Divide(x, y, destination);

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther)
        {
            var quotient = gradOutput / other!;
            return (quotient, needsOther ? quotient.Neg() * (input! / other!) : null);
        }
    }
}
