using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Questions about single elements.</content>
public partial class Tensor
{
    /// <summary>Which elements are NaN (<c>torch.isnan</c>).</summary>
    public Tensor IsNaN() => Classify<NaNQuestion>(ifInteger: false);

    /// <summary>Which elements are infinite (<c>torch.isinf</c>).</summary>
    public Tensor IsInf() => Classify<InfinityQuestion>(ifInteger: false);

    /// <summary>Which elements are neither infinite nor NaN (<c>torch.isfinite</c>).</summary>
    public Tensor IsFinite() => Classify<FiniteQuestion>(ifInteger: true);

    private Tensor Classify<TQuestion>(bool ifInteger)
        where TQuestion : struct, IQuestion
    {
        if (!DType.IsFloatingPoint)
        {
            return NewLike(DType.Bool).FillInPlace(ifInteger);
        }

        // the 16-bit types have no arithmetic of their own
        var input = DType.ItemSize == 2 ? Cast.Convert(this, DType.Float32) : this;
        var output = NewLike(DType.Bool);
        Dispatch.Float("Is", input.DType, new ClassifyWork<TQuestion>(input, output));
        return output;
    }

    private interface IQuestion
    {
        static abstract bool Ask<T>(T x)
            where T : INumberBase<T>;
    }

    private readonly struct NaNQuestion : IQuestion
    {
        public static bool Ask<T>(T x)
            where T : INumberBase<T> => T.IsNaN(x);
    }

    private readonly struct InfinityQuestion : IQuestion
    {
        public static bool Ask<T>(T x)
            where T : INumberBase<T> => T.IsInfinity(x);
    }

    private readonly struct FiniteQuestion : IQuestion
    {
        public static bool Ask<T>(T x)
            where T : INumberBase<T> => T.IsFinite(x);
    }

    private readonly struct ClassifyWork<TQuestion>(Tensor input, Tensor output) : IFloatWork
        where TQuestion : struct, IQuestion
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Strided.Unary(
                input.Shape, input.Reach<T>(), input.Strides, default(ClassifyKernel<TQuestion, T>), output.Reach<bool>(), output.Strides);
    }

    private readonly struct ClassifyKernel<TQuestion, T> : IUnaryKernel<T, bool>
        where TQuestion : struct, IQuestion
        where T : INumberBase<T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<bool> y)
        {
            for (int i = 0; i < x.Length; i++)
            {
                y[i] = TQuestion.Ask(x[i]);
            }
        }
    }
}
