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
        ? UnaryOp.Apply<GeluFunction>(input)
        : UnaryOp.Apply<GeluTanhFunction>(input);

    // sqrt(2/pi) and the cubic coefficient of the approximation
    private const double GeluScale = 0.79788456080286535588;

    private const double GeluCubic = 0.044715;

    // d(x P(x)) = P(x) + x p(x), with the normal density p
    private readonly struct GeluFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Gelu);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var half = new Vector<T>(T.CreateTruncating(0.5));
            return x * (half + (half * VectorMath.Erf(x * T.CreateTruncating(Math.Sqrt(0.5)))));
        }

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var half = new Vector<T>(T.CreateTruncating(0.5));
            var distribution = half + (half * VectorMath.Erf(saved * T.CreateTruncating(Math.Sqrt(0.5))));
            var density = VectorMath.Exp(-(half * saved * saved)) * T.CreateTruncating(GeluScale / 2);
            return gradOutput * (distribution + (saved * density));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved)
        {
            var distribution = ((saved! * Math.Sqrt(0.5)).Erf() + 1) * 0.5;
            var density = (saved!.Square() * -0.5).Exp() * (GeluScale / 2);
            return gradOutput * (distribution + (saved! * density));
        }
    }

    // (1 + tanh u)/2 is the logistic function of 2u, which has the simpler derivative
    private readonly struct GeluTanhFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Gelu);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * VectorMath.Sigmoid(Inner(x));

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var gate = VectorMath.Sigmoid(Inner(saved));
            var slope = new Vector<T>(T.CreateTruncating(2 * GeluScale)) + (saved * saved * T.CreateTruncating(6 * GeluScale * GeluCubic));
            return gradOutput * (gate + (saved * gate * (Vector<T>.One - gate) * slope));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved)
        {
            var gate = ((saved! + (saved!.Pow(3) * GeluCubic)) * (2 * GeluScale)).Sigmoid();
            var slope = (saved!.Square() * (6 * GeluScale * GeluCubic)) + (2 * GeluScale);
            return gradOutput * (gate + (saved! * gate * (1 - gate) * slope));
        }

        private static Vector<T> Inner<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
            (x + (x * x * x * T.CreateTruncating(GeluCubic))) * T.CreateTruncating(2 * GeluScale);
    }
}
