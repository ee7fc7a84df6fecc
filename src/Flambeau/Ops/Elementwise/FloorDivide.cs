using System.Numerics;

namespace Flambeau;

/// <content>Division with rounding, and what it leaves over.</content>
public partial class Tensor
{
    /// <summary>The remainder of each pair of elements with the sign of the divisor, as in Python.</summary>
    public static Tensor operator %(Tensor left, Tensor right) => BinaryOp.Apply<Pairwise<RemainderFunction>>(left, right);

    /// <summary>The remainder of each element and a number with the sign of the number, as in Python.</summary>
    public static Tensor operator %(Tensor left, Scalar right) => BinaryOp.Apply<Pairwise<RemainderFunction>>(left, right);

    /// <summary>The quotients rounded towards negative infinity (<c>torch.floor_divide</c>); integers stay integers.</summary>
    /// <exception cref="DivideByZeroException">An integer is divided by zero.</exception>
    public Tensor FloorDivide(Tensor other) => Div(other, RoundingMode.Floor);

    /// <summary>The quotients rounded towards negative infinity (<c>torch.floor_divide</c>); integers stay integers.</summary>
    /// <exception cref="DivideByZeroException">An integer is divided by zero.</exception>
    public Tensor FloorDivide(Scalar other) => Div(other, RoundingMode.Floor);

    /// <summary>The remainder with the sign of the divisor, as in Python (<c>torch.remainder</c>).</summary>
    /// <exception cref="DivideByZeroException">An integer is divided by zero.</exception>
    public Tensor Remainder(Tensor other) => this % other;

    /// <summary>The remainder with the sign of the divisor, as in Python (<c>torch.remainder</c>).</summary>
    /// <exception cref="DivideByZeroException">An integer is divided by zero.</exception>
    public Tensor Remainder(Scalar other) => this % other;

    // constant between the jumps: both gradients are 0
    private readonly struct RoundedDivFunction(RoundingMode rounding) : IPairFunction
    {
        public static string Name => nameof(Div);

        public static Operands InputGradientNeeds => Operands.None;

        public static Operands OtherGradientNeeds => Operands.None;

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther) =>
            (ZerosLike(gradOutput), ZerosLike(gradOutput));

        public T Of<T>(T x, T y)
            where T : unmanaged, INumber<T>
        {
            // integers throw here, floating-point numbers give an infinity or NaN
            if (y == T.Zero)
            {
                return x / y;
            }

            // through the remainder, as Python does: the quotient itself may round up to the next whole number
            var remainder = x % y;
            var quotient = (x - remainder) / y;
            bool down = rounding == RoundingMode.Floor && remainder != T.Zero && (remainder < T.Zero) != (y < T.Zero);
            return down ? quotient - T.One : quotient;
        }
    }

    // d(x mod y) = dx - floor(x/y) dy
    private readonly struct RemainderFunction : IPairFunction
    {
        public static string Name => nameof(Remainder);

        public static Operands InputGradientNeeds => Operands.None;

        public static Operands OtherGradientNeeds => Operands.Both;

        public T Of<T>(T x, T y)
            where T : unmanaged, INumber<T>
        {
            var remainder = x % y;
            return remainder != T.Zero && (remainder < T.Zero) != (y < T.Zero) ? remainder + y : remainder;
        }

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther) =>
            (gradOutput, needsOther ? (gradOutput * input!.Detach().FloorDivide(other!.Detach())).Neg() : null);
    }
}
