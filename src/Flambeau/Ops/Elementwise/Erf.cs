using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>The error function.</content>
public partial class Tensor
{
    private const double TwoOverRootPi = 1.1283791670955126;

    /// <summary>The error function of each element (<c>torch.erf</c>).</summary>
    public Tensor Erf() => VectorOp.Apply<ErfFunction>(this);

    /// <summary>Replaces every element: the error function of each element (<c>Tensor.erf_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ErfInPlace() => VectorOp.ApplyInPlace<ErfFunction>(this);

    /// <summary>1 less the error function of each element (<c>torch.erfc</c>).</summary>
    public Tensor Erfc() => UnaryOp.Apply<ErfcFunction>(this);

    /// <summary>Replaces every element: 1 less the error function of each element (<c>Tensor.erfc_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ErfcInPlace() => UnaryOp.ApplyInPlace<ErfcFunction>(this);

    /// <summary>The number whose error function each element is (<c>torch.erfinv</c>).</summary>
    public Tensor Erfinv() => UnaryOp.Apply<ErfinvFunction>(this);

    /// <summary>Replaces every element: the number whose error function each element is (<c>Tensor.erfinv_</c>).</summary>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor ErfinvInPlace() => UnaryOp.ApplyInPlace<ErfinvFunction>(this);

    // d(erf x) = 2/sqrt(pi) exp(-x^2)
    private readonly struct ErfFunction : IVectorUnary
    {
        public static string Name => nameof(Erf);

        public static Saved Saves => Saved.Input;

        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Erf(x);

        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            var slope = TLanes.Exp(-(saved * saved)) * TLanes.Create(TwoOverRootPi);
            return gradOutput * slope;
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved!.Square().Neg().Exp() * TwoOverRootPi);
    }

    // d(erfc x) = -2/sqrt(pi) exp(-x^2)
    private readonly struct ErfcFunction : IUnaryFunction
    {
        public static string Name => nameof(Erfc);

        public static Saved Saves => Saved.Input;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = T.CreateTruncating(ErrorFunction.Erfc(double.CreateTruncating(x[i])));
            }
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved!.Square().Neg().Exp() * -TwoOverRootPi);
    }

    // d(erfinv y) = sqrt(pi)/2 exp(x^2)
    private readonly struct ErfinvFunction : IUnaryFunction
    {
        public static string Name => nameof(Erfinv);

        public static Saved Saves => Saved.Output;

        public void Invoke<T>(ReadOnlySpan<T> x, Span<T> y)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = T.CreateTruncating(ErrorFunction.Erfinv(double.CreateTruncating(x[i])));
            }
        }

        public Tensor Backward(Tensor gradOutput, Tensor? saved) => gradOutput * (saved!.Square().Exp() / TwoOverRootPi);
    }
}
