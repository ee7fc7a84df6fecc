using System.Numerics.Tensors;

namespace Flambeau;

/// <content>The larger and the smaller of two.</content>
public partial class Tensor
{
    /// <summary>The larger of each pair of elements, broadcast; NaN wins (<c>torch.maximum</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Maximum(Tensor other) => BinaryOp.Apply<MaximumFunction>(this, other);

    /// <summary>The smaller of each pair of elements, broadcast; NaN wins (<c>torch.minimum</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Minimum(Tensor other) => BinaryOp.Apply<MinimumFunction>(this, other);

    // the gradient goes to the chosen element, half to each of two equal ones
    private static (Tensor? Input, Tensor? Other) ShareGradient(Tensor gradOutput, Tensor equal, Tensor inputLoses, Tensor otherLoses)
    {
        var shared = Where(equal, gradOutput / 2, gradOutput);
        return (shared.MaskedFill(inputLoses, 0), shared.MaskedFill(otherLoses, 0));
    }

    private readonly struct MaximumFunction : IBinaryFunction
    {
        public static string Name => nameof(Maximum);

        public static Operands InputGradientNeeds => Operands.Both;

        public static Operands OtherGradientNeeds => Operands.Both;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Max(x, y, destination);

        public void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Max(x, y, destination);

        public void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Max(y, x, destination);

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther) =>
            ShareGradient(gradOutput, input!.Eq(other!), input < other!, input > other!);
    }

    private readonly struct MinimumFunction : IBinaryFunction
    {
        public static string Name => nameof(Minimum);

        public static Operands InputGradientNeeds => Operands.Both;

        public static Operands OtherGradientNeeds => Operands.Both;

        public void Invoke<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Min(x, y, destination);

        public void Invoke<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Min(x, y, destination);

        public void Invoke<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
            where T : unmanaged, System.Numerics.INumber<T> => TensorPrimitives.Min(y, x, destination);

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther) =>
            ShareGradient(gradOutput, input!.Eq(other!), input > other!, input < other!);
    }
}
