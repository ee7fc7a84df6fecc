using System.Numerics.Tensors;
using Flambeau.Kernels;
using Flambeau.NN;

namespace Flambeau;

/// <content>Addition.</content>
public partial class Tensor
{
    /// <summary>The sum of each pair of elements, broadcast.</summary>
    public static Tensor operator +(Tensor left, Tensor right) =>
        (MayJoin(left, right) ? DeferredConvolution.Add(left, right) : null) ?? BinaryOp.Apply<AddFunction>(left, right);

    /// <summary>The sum of each element and a number.</summary>
    public static Tensor operator +(Tensor left, Scalar right) => BinaryOp.Apply<AddFunction>(left, right);

    /// <summary>The sum of a number and each element.</summary>
    public static Tensor operator +(Scalar left, Tensor right) => BinaryOp.Apply<AddFunction>(left, right);

    /// <summary>Adds in place, as PyTorch's <c>+=</c> does.</summary>
    public void operator +=(Tensor other) => AddInPlace(other);

    /// <summary>Adds a number in place, as PyTorch's <c>+=</c> does.</summary>
    public void operator +=(Scalar other) => AddInPlace(other);

    /// <summary>The sum of each pair of elements, broadcast (<c>torch.add</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Add(Tensor other) => this + other;

    /// <summary>input + alpha * other, broadcast (<c>torch.add</c> with <c>alpha</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Add(Tensor other, Scalar alpha) => this + (other * alpha);

    /// <summary>The sum of each element and a number (<c>torch.add</c>).</summary>
    public Tensor Add(Scalar other) => this + other;

    /// <summary>Adds <paramref name="other"/>, broadcast, to this tensor (<c>Tensor.add_</c>).</summary>
    /// <exception cref="ArgumentException">The result would have another shape, or a type this tensor cannot hold.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AddInPlace(Tensor other)
    {
        if (MayJoin(this, other) && DeferredConvolution.AddInPlace(this, other))
        {
            MarkWritten();
            return this;
        }

        return BinaryOp.ApplyInPlace<AddFunction>(this, other);
    }

    /// <summary>Adds a number to every element (<c>Tensor.add_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AddInPlace(Scalar other) => BinaryOp.ApplyInPlace<AddFunction>(this, other);

    private static bool MayJoin(Tensor left, Tensor right) => left is not null && right is not null && !Recorder.Wants(left, right);

    private readonly struct AddFunction : IBinaryFunction
    {
        public static string Name => nameof(Add);

        public static Operands InputGradientNeeds => Operands.None;

        public static Operands OtherGradientNeeds => Operands.None;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => Arithmetic.Add(x, y, destination);

        public void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Add(x, y, destination);

        public void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Add(y, x, destination);

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther) =>
            (gradOutput, gradOutput);
    }
}
