using System.Numerics;
using System.Runtime.CompilerServices;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Powers.</content>
public partial class Tensor
{
    /// <summary>A number to the power of each element (<c>torch.pow</c>).</summary>
    public static Tensor Pow(Scalar input, Tensor exponent) => BinaryOp.Apply<Pairwise<PowFunction>>(input, exponent);

    /// <summary>Each element to the power of the other, broadcast (<c>torch.pow</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast, or an integer has a negative integer exponent.</exception>
    public Tensor Pow(Tensor exponent) => BinaryOp.Apply<Pairwise<PowFunction>>(this, exponent);

    /// <summary>Each element to the power of a number (<c>torch.pow</c>).</summary>
    /// <exception cref="ArgumentException">An integer has a negative integer exponent.</exception>
    public Tensor Pow(Scalar exponent)
    {
        double power = exponent.ToDouble();
        if (!TypePromotion.Of(this, exponent).IsFloatingPoint)
        {
            return BinaryOp.Apply<Pairwise<PowFunction>>(this, exponent);
        }

        var input = To(TypePromotion.Of(this, exponent));

        // the usual exponents have functions that are faster and as exact
        return power switch
        {
            2 => input.Square(),
            0.5 => input.Sqrt(),
            -0.5 => input.Rsqrt(),
            -1 => input.Reciprocal(),
            _ => UnaryOp.Apply(input, new PowScalarFunction(power)),
        };
    }

    /// <summary>Raises every element to the power of the other, broadcast, in place (<c>Tensor.pow_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor PowInPlace(Tensor exponent) => BinaryOp.ApplyInPlace<Pairwise<PowFunction>>(this, exponent);

    /// <summary>Raises every element to a power in place (<c>Tensor.pow_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor PowInPlace(Scalar exponent) => BinaryOp.ApplyInPlace<Pairwise<PowFunction>>(this, exponent);

    // d(x^p) = p x^(p-1)
    private readonly struct PowScalarFunction(double exponent) : IUnaryFunction
    {
        public static string Name => nameof(Pow);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            if (exponent == 3)
            {
                VectorLoop.Run(default(Cube), x, y);
                return;
            }

            var power = T.CreateTruncating(exponent);
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = T.Pow(x[i], power);
            }
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => exponent == 0
            ? ZerosLike(gradOutput)
            : gradOutput * (saved!.Pow(exponent - 1) * exponent);
    }

    private readonly struct Cube : IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => x * x * x;
    }

    // d(x^y) = y x^(y-1) dx + x^y log(x) dy; the first is 0 where y is 0, the second where x is 0
    private readonly struct PowFunction : IPairFunction
    {
        public static string Name => nameof(Pow);

        public static Operands InputGradientNeeds => Operands.Both;

        public static Operands OtherGradientNeeds => Operands.Both;

        public T Of<T>(T x, T y)
            where T : unmanaged, INumber<T>
        {
            if (typeof(T) == typeof(float))
            {
                return T.CreateTruncating(MathF.Pow(float.CreateTruncating(x), float.CreateTruncating(y)));
            }

            return typeof(T) == typeof(double)
                ? T.CreateTruncating(Math.Pow(double.CreateTruncating(x), double.CreateTruncating(y)))
                : Whole(x, long.CreateTruncating(y));
        }

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther)
        {
            var (x, y) = (input!, other!);
            return (
                needsInput ? (gradOutput * (y * x.Pow(y - 1))).MaskedFill(y.Eq(0), 0) : null,
                needsOther ? (gradOutput * (x.Pow(y) * x.Log())).MaskedFill(x.Eq(0).LogicalAnd(y >= 0), 0) : null);
        }

        // by squaring, wrapping around as integer multiplication does
        private static T Whole<T>(T x, long exponent)
            where T : unmanaged, INumber<T>
        {
            if (exponent < 0)
            {
                throw new ArgumentException("Pow: an integer cannot have a negative integer exponent; convert with To(...) first.");
            }

            var result = T.One;
            for (var square = x; exponent > 0; exponent >>= 1, square *= square)
            {
                result *= (exponent & 1) == 1 ? square : T.One;
            }

            return result;
        }
    }
}
