using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau.NN;

/// <content>Smooth units with the logistic function.</content>
public static partial class F
{
    /// <summary>x times the logistic function of x (<c>F.silu</c>).</summary>
    public static Tensor Silu(Tensor input) => UnaryOp.Apply<SiluFunction>(input);

    /// <summary>x times the logistic function of x, in place (<c>F.silu(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor SiluInPlace(Tensor input) => UnaryOp.ApplyInPlace<SiluFunction>(input);

    /// <summary>x tanh(softplus(x)) (Misra, 2019) (<c>F.mish</c>).</summary>
    public static Tensor Mish(Tensor input) => UnaryOp.Apply<MishFunction>(input);

    /// <summary>x tanh(softplus(x)) (Misra, 2019), in place (<c>F.mish(inplace=True)</c>).</summary>
    /// <exception cref="InvalidOperationException">The tensor is a leaf that requires gradients.</exception>
    public static Tensor MishInPlace(Tensor input) => UnaryOp.ApplyInPlace<MishFunction>(input);

    // d(x s(x)) = s (1 + x (1 - s))
    private readonly struct SiluFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Silu);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * VectorMath.Sigmoid(x);

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var gate = VectorMath.Sigmoid(saved);
            return gradOutput * gate * (Vector<T>.One + (saved * (Vector<T>.One - gate)));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved)
        {
            var gate = saved!.Sigmoid();
            return gradOutput * (gate * ((saved! * (1 - gate)) + 1));
        }
    }

    // d(x t) = t + x (1 - t^2) s(x), with t = tanh(softplus(x))
    private readonly struct MishFunction : IUnaryFunction, IVectorFunction
    {
        public static string Name => nameof(Mish);

        public static Saved Saves => Saved.Input;

        public static bool HasGradientKernel => true;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.Run(this, x, y);

        public void Gradient<T>(ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => VectorLoop.RunGradient(this, gradOutput, saved, gradInput);

        public Vector<T> Of<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T> => x * Gate(x);

        public Vector<T> Gradient<T>(Vector<T> gradOutput, Vector<T> saved)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var gate = Gate(saved);
            return gradOutput * (gate + (saved * (Vector<T>.One - (gate * gate)) * VectorMath.Sigmoid(saved)));
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved)
        {
            var gate = Softplus(saved!).Tanh();
            return gradOutput * (gate + (saved! * (1 - gate.Square()) * saved!.Sigmoid()));
        }

        // tanh(log(1 + e)) = e (e + 2) / (e (e + 2) + 2), with e = exp(x); 1 long before e overflows
        private static Vector<T> Gate<T>(Vector<T> x)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            var power = VectorMath.Exp(Vector.Min(x, new Vector<T>(T.CreateTruncating(30))));
            var two = new Vector<T>(T.CreateTruncating(2));
            var product = power * (power + two);
            return product / (product + two);
        }
    }
}
