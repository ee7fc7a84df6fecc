using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Gaussian error linear units (Hendrycks and Gimpel, 2016).</content>
public static partial class F
{
    /// <summary>x times the standard normal distribution function of x (<c>F.gelu</c>).</summary>
    /// <param name="input">Any shape.</param>
    /// <param name="approximate">Whether the distribution function is computed or approximated by tanh.</param>
    public static Tensor Gelu(Tensor input, GeluApproximation approximate = GeluApproximation.None) => approximate == GeluApproximation.None
        ? VectorOp.Apply<GeluFunction>(input)
        : VectorOp.Apply<GeluTanhFunction>(input);

    // sqrt(2/pi) and the cubic coefficient of the approximation
    private const double GeluScale = 0.79788456080286535588;

    private const double GeluCubic = 0.044715;

    // d(x P(x)) = P(x) + x p(x), with the normal density p
    private readonly struct GeluFunction : IVectorUnary
    {
        public static string Name => nameof(Gelu);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.TimesNormal(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var density = TLanes.Exp(saved * saved * TLanes.Create(-0.5)) * TLanes.Create(GeluScale / 2);
            return gradOutput * (VectorMath.Normal(saved) + (saved * density));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved)
        {
            var distribution = ((saved! * Math.Sqrt(0.5)).Erf() + 1) * 0.5;
            var density = (saved!.Square() * -0.5).Exp() * (GeluScale / 2);
            return gradOutput * (distribution + (saved! * density));
        }
    }

    // (1 + tanh u)/2 is the logistic function of 2u, which has the simpler derivative
    private readonly struct GeluTanhFunction : IVectorUnary
    {
        public static string Name => nameof(Gelu);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => x * VectorMath.Sigmoid(Inner(x));

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var gate = VectorMath.Sigmoid(Inner(saved));
            var slope = TLanes.Create(2 * GeluScale) + (saved * saved * TLanes.Create(6 * GeluScale * GeluCubic));
            return gradOutput * (gate + (saved * gate * (TLanes.One - gate) * slope));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved)
        {
            var gate = ((saved! + (saved!.Pow(3) * GeluCubic)) * (2 * GeluScale)).Sigmoid();
            var slope = (saved!.Square() * (6 * GeluScale * GeluCubic)) + (2 * GeluScale);
            return gradOutput * (gate + (saved! * gate * (1 - gate) * slope));
        }

        private static TLanes Inner<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> =>
            (x + (x * x * x * TLanes.Create(GeluCubic))) * TLanes.Create(2 * GeluScale);
    }
}
