using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Smooth units with the logistic function.</content>
public static partial class F
{
    /// <summary>x times the logistic function of x (<c>F.silu</c>).</summary>
    public static Tensor Silu(Tensor input) => VectorOp.Apply<SiluFunction>(input);

    /// <summary>x times the logistic function of x, in place (<c>F.silu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor SiluInPlace(Tensor input) => VectorOp.ApplyInPlace<SiluFunction>(input);

    /// <summary>x tanh(softplus(x)) (Misra, 2019) (<c>F.mish</c>).</summary>
    public static Tensor Mish(Tensor input) => VectorOp.Apply<MishFunction>(input);

    /// <summary>x tanh(softplus(x)) (Misra, 2019), in place (<c>F.mish(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor MishInPlace(Tensor input) => VectorOp.ApplyInPlace<MishFunction>(input);

    // d(x s(x)) = s (1 + x (1 - s))
    private readonly struct SiluFunction : IVectorUnary
    {
        public static string Name => nameof(Silu);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => x * VectorMath.Sigmoid(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var gate = VectorMath.Sigmoid(saved);
            return gradOutput * gate * (TLanes.One + (saved * (TLanes.One - gate)));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved)
        {
            var gate = saved!.Sigmoid();
            return gradOutput * (gate * ((saved! * (1 - gate)) + 1));
        }
    }

    // d(x t) = t + x (1 - t^2) s(x), with t = tanh(softplus(x))
    private readonly struct MishFunction : IVectorUnary
    {
        public static string Name => nameof(Mish);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => x * Gate(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var gate = Gate(saved);
            return gradOutput * (gate + (saved * (TLanes.One - (gate * gate)) * VectorMath.Sigmoid(saved)));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved)
        {
            var gate = Softplus(saved!).Tanh();
            return gradOutput * (gate + (saved! * (1 - gate.Square()) * saved!.Sigmoid()));
        }

        // tanh(log(1 + e)) = e (e + 2) / (e (e + 2) + 2), with e = exp(x); 1 long before e overflows
        private static TLanes Gate<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var power = TLanes.Exp(TLanes.Min(x, TLanes.Create(30)));
            var two = TLanes.Create(2);
            var product = power * (power + two);
            return product / (product + two);
        }
    }
}
