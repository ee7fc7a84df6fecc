using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Exponential linear units.</content>
public static partial class F
{
    /// <summary>x where positive, else alpha (exp(x) - 1) (<c>F.elu</c>).</summary>
    public static Tensor Elu(Tensor input, double alpha = 1) => UnaryOp.Apply(input, new EluFunction(alpha, 1));

    /// <summary>x where positive, else alpha (exp(x) - 1), in place (<c>F.elu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor EluInPlace(Tensor input, double alpha = 1) => UnaryOp.ApplyInPlace(input, new EluFunction(alpha, 1));

    /// <summary>Elu with the constants that keep mean 0 and variance 1 through many layers (<c>F.selu</c>; Klambauer et al., 2017).</summary>
    public static Tensor Selu(Tensor input) => UnaryOp.Apply(input, new EluFunction(SeluAlpha, SeluScale));

    /// <summary>Selu in place (<c>F.selu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor SeluInPlace(Tensor input) => UnaryOp.ApplyInPlace(input, new EluFunction(SeluAlpha, SeluScale));

    private const double SeluAlpha = 1.6732632423543772848170429916717;

    private const double SeluScale = 1.0507009873554804934193349852946;

    // scale where positive, else scale alpha exp(x)
    private readonly struct EluFunction(double alpha, double scale) : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Elu);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var negative = VectorMath.ExpLessOne(Vector.Min(x, Vector<T>.Zero)) * T.CreateTruncating(alpha);
            return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<T>.Zero), x, negative) * T.CreateTruncating(scale);
        }

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var negative = VectorMath.Exp(Vector.Min(saved, Vector<T>.Zero)) * T.CreateTruncating(alpha);
            var slope = Vector.ConditionalSelect(Vector.GreaterThan(saved, Vector<T>.Zero), Vector<T>.One, negative);
            return gradOutput * slope * T.CreateTruncating(scale);
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * Tensor.Where(saved! > 0, 1.0, saved!.Clamp(max: 0.0).Exp() * alpha) * scale;
    }
}
