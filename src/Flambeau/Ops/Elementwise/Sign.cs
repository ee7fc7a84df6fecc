using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Signs.</content>
public partial class Tensor
{
    /// <summary>Each element with the other sign (<c>torch.neg</c>).</summary>
    public Tensor Neg() => DType.IsFloatingPoint ? UnaryOp.Apply<NegFunction>(this) : 0 - this;

    /// <summary>Replaces every element: each element with the other sign (<c>Tensor.neg_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor NegInPlace() => UnaryOp.ApplyInPlace<NegFunction>(this);

    /// <summary>The absolute value of each element (<c>torch.abs</c>).</summary>
    public Tensor Abs() => DType.IsFloatingPoint ? UnaryOp.Apply<AbsFunction>(this) : Maximum(0 - this);

    /// <summary>Replaces every element: the absolute value of each element (<c>Tensor.abs_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AbsInPlace() => UnaryOp.ApplyInPlace<AbsFunction>(this);

    /// <summary>-1, 0 or 1, as the sign of each element; 0 for NaN (<c>torch.sign</c>).</summary>
    public Tensor Sign() => DType.IsFloatingPoint ? UnaryOp.Apply<SignFunction>(this) : Clamp(-1, 1);

    /// <summary>Replaces every element: -1, 0 or 1, as the sign of each element; 0 for NaN (<c>Tensor.sign_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor SignInPlace() => UnaryOp.ApplyInPlace<SignFunction>(this);

    /// <summary>Each element with the other sign.</summary>
    public static Tensor operator -(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Neg();
    }

    // d(-x) = -1
    private readonly struct NegFunction : IUnaryFunction
    {
        public static string Name => nameof(Neg);

        public static Saved Saves => Saved.Nothing;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Negate(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput.Neg();
    }

    // d|x| = sign x, 0 at 0
    private readonly struct AbsFunction : IUnaryFunction
    {
        public static string Name => nameof(Abs);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => TensorPrimitives.Abs(x, y);

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * saved!.Sign();
    }

    // constant between the jumps: the gradient is 0
    private readonly struct SignFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Sign);

        public static Saved Saves => Saved.Nothing;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        // neither comparison holds for NaN and for -0, which become 0
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var negative = TLanes.Select(TLanes.LessThan(x, TLanes.Zero), -TLanes.One, TLanes.Zero);
            return TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), TLanes.One, negative);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => ZerosLike(gradOutput);
    }
}
