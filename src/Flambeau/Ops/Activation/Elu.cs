using System.Numerics;
using System.Runtime.CompilerServices;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Exponential linear units.</content>
public static partial class F
{
    /// <summary>x where positive, else alpha (exp(x) - 1) (<c>F.elu</c>).</summary>
    public static Tensor Elu(Tensor input, double alpha = 1) => VectorOp.Apply(input, new EluFunction(alpha, 1));

    /// <summary>x where positive, else alpha (exp(x) - 1), in place (<c>F.elu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor EluInPlace(Tensor input, double alpha = 1) => VectorOp.ApplyInPlace(input, new EluFunction(alpha, 1));

    /// <summary>Elu with the constants that keep mean 0 and variance 1 through many layers (<c>F.selu</c>; Klambauer et al., 2017).</summary>
    public static Tensor Selu(Tensor input) => VectorOp.Apply(input, new EluFunction(SeluAlpha, SeluScale));

    /// <summary>Selu in place (<c>F.selu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor SeluInPlace(Tensor input) => VectorOp.ApplyInPlace(input, new EluFunction(SeluAlpha, SeluScale));

    private const double SeluAlpha = 1.6732632423543772848170429916717;

    private const double SeluScale = 1.0507009873554804934193349852946;

    // scale where positive, else scale alpha exp(x)
    private readonly struct EluFunction(double alpha, double scale) : IVectorUnary
    {
        private readonly Coefficient _alpha = new(alpha);
        private readonly Coefficient _scale = new(scale);

        public static string Name => nameof(Elu);

        public static Saved Saves => Saved.Input;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var negative = ExpFunction.LessOne(TLanes.MinNative(TLanes.Zero, x)) * _alpha.Lanes<TLanes>();
            return TLanes.Select(TLanes.GreaterThan(x, TLanes.Zero), x, negative) * _scale.Lanes<TLanes>();
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var negative = TLanes.Exp(TLanes.MinNative(TLanes.Zero, saved)) * _alpha.Lanes<TLanes>();
            var slope = TLanes.Select(TLanes.GreaterThan(saved, TLanes.Zero), TLanes.One, negative);
            return gradOutput * slope * _scale.Lanes<TLanes>();
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * Tensor.Where(saved! > 0, 1.0, saved!.Clamp(max: 0.0).Exp() * alpha) * scale;
    }
}
