using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <content>Questions about single elements.</content>
public partial class Tensor
{
    /// <summary>Which elements are NaN (<c>torch.isnan</c>).</summary>
    public Tensor IsNaN() => Classify<Relations.Unordered>(ifInteger: false);

    /// <summary>Which elements are infinite (<c>torch.isinf</c>).</summary>
    public Tensor IsInf() => Classify<Relations.MagnitudeEqual>(ifInteger: false);

    /// <summary>Which elements are neither infinite nor NaN (<c>torch.isfinite</c>).</summary>
    public Tensor IsFinite() => Classify<Relations.MagnitudeLess>(ifInteger: true);

    // each question is a relation to infinity
    private Tensor Classify<TRelation>(bool ifInteger)
        where TRelation : struct, IRelation
    {
        if (!DType.IsFloatingPoint)
        {
            return NewLike(DType.Bool).FillInPlace(ifInteger);
        }

        // the 16-bit types have no arithmetic of their own
        var input = DType.ItemSize == 2 ? Cast.Convert(this, DType.Float32) : this;
        var output = NewLike(DType.Bool);
        Dispatch.Float("Is", input.DType, new ClassifyWork<TRelation>(input, output));
        return output;
    }

    private readonly struct ClassifyWork<TRelation>(Tensor input, Tensor output) : IFloatWork
        where TRelation : struct, IRelation
    {
        public void Run<T>()
            where T : unmanaged, IBinaryFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Strided.Unary(
                input.Shape, input.Reach<T>(), input.Strides, default(ClassifyKernel<TRelation, T>), output.Reach<bool>(), output.Strides);
    }

    private readonly struct ClassifyKernel<TRelation, T> : IUnaryKernel<T, bool>
        where TRelation : struct, IRelation
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<bool> y) =>
            default(RelationKernel<TRelation, T>).Invoke(x, T.PositiveInfinity, y);
    }
}
