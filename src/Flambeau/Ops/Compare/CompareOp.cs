using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>Applies a <see cref="IRelation"/> with promotion and broadcasting: the one driver of comparisons.</summary>
internal static class CompareOp
{
    /// <summary>For each pair of elements whether the relation holds.</summary>
    public static Tensor Apply<TRelation>(string op, Tensor input, Tensor other)
        where TRelation : struct, IRelation
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        var dtype = TypePromotion.Of(input, other);
        var shape = Layout.Broadcast(op, input.Shape, other.Shape);
        var (a, b) = (input.To(dtype), other.To(dtype));
        var output = BinaryOp.NewOutput(shape, a, b, DType.Bool);
        Dispatch.Numeric(op, dtype, new Work<TRelation>(a, b, output), allowBool: true);
        return output;
    }

    /// <summary>For each element whether the relation to a number holds.</summary>
    public static Tensor Apply<TRelation>(string op, Tensor input, Scalar other)
        where TRelation : struct, IRelation
    {
        ArgumentNullException.ThrowIfNull(input);
        return Apply<TRelation>(op, input, Tensor.FromScalar(other, TypePromotion.Of(input, other)));
    }

    private readonly struct Work<TRelation>(Tensor a, Tensor b, Tensor output) : INumericWork
        where TRelation : struct, IRelation
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            BinaryOp.Run<T, bool, RelationKernel<TRelation, T>>(a, b, output, default);
    }
}
