using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau;

/// <content>Rounding to whole numbers; integers are copied.</content>
public partial class Tensor
{
    /// <summary>Each element rounded towards negative infinity (<c>torch.floor</c>).</summary>
    public Tensor Floor() => DType.IsFloatingPoint ? UnaryOp.Apply<FloorFunction>(this) : Clone();

    /// <summary>Replaces every element: each element rounded towards negative infinity (<c>Tensor.floor_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor FloorInPlace() => UnaryOp.ApplyInPlace<FloorFunction>(this);

    /// <summary>Each element rounded towards positive infinity (<c>torch.ceil</c>).</summary>
    public Tensor Ceil() => DType.IsFloatingPoint ? UnaryOp.Apply<CeilFunction>(this) : Clone();

    /// <summary>Replaces every element: each element rounded towards positive infinity (<c>Tensor.ceil_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor CeilInPlace() => UnaryOp.ApplyInPlace<CeilFunction>(this);

    /// <summary>Each element rounded to the nearest whole number, halves to even (<c>torch.round</c>).</summary>
    public Tensor Round() => DType.IsFloatingPoint ? UnaryOp.Apply<RoundFunction>(this) : Clone();

    /// <summary>Replaces every element: each element rounded to the nearest whole number, halves to even (<c>Tensor.round_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor RoundInPlace() => UnaryOp.ApplyInPlace<RoundFunction>(this);

    /// <summary>Each element rounded towards zero (<c>torch.trunc</c>).</summary>
    public Tensor Trunc() => DType.IsFloatingPoint ? UnaryOp.Apply<TruncFunction>(this) : Clone();

    /// <summary>Replaces every element: each element rounded towards zero (<c>Tensor.trunc_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor TruncInPlace() => UnaryOp.ApplyInPlace<TruncFunction>(this);

    // constant between the jumps: the gradient is 0
    private readonly struct FloorFunction : IUnaryFunction
    {
        public static string Name => nameof(Floor);

        public static Saved Saves => Saved.Nothing;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Floor(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => ZerosLike(gradOutput);
    }

    // constant between the jumps: the gradient is 0
    private readonly struct CeilFunction : IUnaryFunction
    {
        public static string Name => nameof(Ceil);

        public static Saved Saves => Saved.Nothing;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Ceiling(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => ZerosLike(gradOutput);
    }

    // constant between the jumps: the gradient is 0
    private readonly struct RoundFunction : IUnaryFunction
    {
        public static string Name => nameof(Round);

        public static Saved Saves => Saved.Nothing;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Round(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => ZerosLike(gradOutput);
    }

    // constant between the jumps: the gradient is 0
    private readonly struct TruncFunction : IUnaryFunction
    {
        public static string Name => nameof(Trunc);

        public static Saved Saves => Saved.Nothing;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Truncate(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => ZerosLike(gradOutput);
    }
}
