using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau;

/// <content>Limits.</content>
public partial class Tensor
{
    /// <summary>Each element raised to <paramref name="min"/> and lowered to <paramref name="max"/> (<c>torch.clamp</c>).</summary>
    /// <exception cref="ArgumentException">Neither limit is given.</exception>
    public Tensor Clamp(Scalar? min = null, Scalar? max = null)
    {
        var (low, high) = Limits(nameof(Clamp), min, max);
        var dtype = TypePromotion.Of(TypePromotion.Of(this, min ?? max!.Value), TypePromotion.Of(this, max ?? min!.Value));
        if (dtype.IsFloatingPoint)
        {
            return UnaryOp.Apply(To(dtype), new ClampFunction(low, high));
        }

        var raised = min is { } least ? To(dtype).Maximum(FromScalar(least, dtype)) : To(dtype);
        return max is { } most ? raised.Minimum(FromScalar(most, dtype)) : raised;
    }

    /// <summary>Limits every element in place (<c>Tensor.clamp_</c>).</summary>
    /// <exception cref="ArgumentException">Neither limit is given.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ClampInPlace(Scalar? min = null, Scalar? max = null)
    {
        var (low, high) = Limits(nameof(ClampInPlace), min, max);
        return DType.IsFloatingPoint
            ? UnaryOp.ApplyInPlace(this, new ClampFunction(low, high))
            : CopyInPlace(Clamp(min, max).To(DType));
    }

    /// <summary>Each element limited by the elements of two tensors, broadcast; a null is no limit (<c>torch.clamp</c>).</summary>
    /// <exception cref="ArgumentException">Neither limit is given, or the shapes do not broadcast.</exception>
    public Tensor Clamp(Tensor? min, Tensor? max)
    {
        if (min is null && max is null)
        {
            throw new ArgumentException($"Clamp: at least one of min and max must be given. input has shape {Shape}.");
        }

        var raised = min is null ? this : Maximum(min);
        return max is null ? raised : raised.Minimum(max);
    }

    private (double Low, double High) Limits(string op, Scalar? min, Scalar? max)
    {
        if (min is null && max is null)
        {
            throw new ArgumentException($"{op}: at least one of min and max must be given. input has shape {Shape}.");
        }

        return (min?.ToDouble() ?? double.NegativeInfinity, max?.ToDouble() ?? double.PositiveInfinity);
    }

    // 1 between the limits and on them, 0 outside; limits in the wrong order give the upper one
    private readonly struct ClampFunction(double low, double high) : IUnaryFunction
    {
        public static string Name => nameof(Clamp);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            TensorPrimitives.Max(x, T.CreateTruncating(low), y);
            TensorPrimitives.Min(y, T.CreateTruncating(high), y);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) =>
            gradOutput.MaskedFill((saved! < low) | (saved! > high), 0);
    }
}
