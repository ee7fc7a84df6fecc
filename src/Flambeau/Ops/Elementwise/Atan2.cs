using System.Numerics;

namespace Flambeau;

/// <content>The angle of a point.</content>
public partial class Tensor
{
    /// <summary>The angle of the point (other, input), in (-pi, pi], broadcast (<c>torch.atan2</c>); integers give float32.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Atan2(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var dtype = TypePromotion.Floating(TypePromotion.Of(this, other));
        return BinaryOp.Apply<Pairwise<Atan2Function>>(To(dtype), other.To(dtype));
    }

    // d atan2(y, x) = (x dy - y dx) / (x^2 + y^2)
    private readonly struct Atan2Function : IPairFunction
    {
        public static string Name => nameof(Atan2);

        public static Operands InputGradientNeeds => Operands.Both;

        public static Operands OtherGradientNeeds => Operands.Both;

        public T Of<T>(T x, T y)
            where T : unmanaged, INumber<T> => typeof(T) == typeof(float)
            ? T.CreateTruncating(MathF.Atan2(float.CreateTruncating(x), float.CreateTruncating(y)))
            : T.CreateTruncating(Math.Atan2(double.CreateTruncating(x), double.CreateTruncating(y)));

        public (Tensor? Input, Tensor? Other) Backward(Tensor gradOutput, Tensor? input, Tensor? other, bool needsInput, bool needsOther)
        {
            var scaled = gradOutput / (input!.Square() + other!.Square());
            return (scaled * other, needsOther ? (scaled * input).Neg() : null);
        }
    }
}
