using System.Numerics;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>A relation between two numbers.</summary>
internal interface IRelation
{
    /// <summary>The operation's name, such as <c>Lt</c>.</summary>
    static abstract string Name { get; }

    static abstract bool Holds<T>(T x, T y)
        where T : INumber<T>;
}

/// <summary>Applies a <see cref="IRelation"/> with promotion and broadcasting: the one driver of comparisons.</summary>
internal static class CompareOp
{
    /// <summary>For each pair of elements whether the relation holds.</summary>
    public static Tensor Apply<TRelation>(Tensor input, Tensor other)
        where TRelation : struct, IRelation
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(other);
        var dtype = TypePromotion.Of(input, other);
        var shape = Layout.Broadcast(TRelation.Name, input.Shape, other.Shape);
        var (a, b) = (input.To(dtype), other.To(dtype));
        var output = BinaryOp.NewOutput(shape, a, b, DType.Bool);
        Dispatch.Numeric(TRelation.Name, dtype, new Work<TRelation>(a, b, output), allowBool: true);
        return output;
    }

    /// <summary>For each element whether the relation to a number holds.</summary>
    public static Tensor Apply<TRelation>(Tensor input, Scalar other)
        where TRelation : struct, IRelation
    {
        ArgumentNullException.ThrowIfNull(input);
        return Apply<TRelation>(input, Tensor.FromScalar(other, TypePromotion.Of(input, other)));
    }

    private readonly struct Work<TRelation>(Tensor a, Tensor b, Tensor output) : INumericWork
        where TRelation : struct, IRelation
    {
        public void Run<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            BinaryOp.Run<T, bool, Kernel<TRelation, T>>(a, b, output, default);
    }

    private readonly struct Kernel<TRelation, T> : IBinaryKernel<T, bool>
        where TRelation : struct, IRelation
        where T : unmanaged, INumber<T>
    {
        public void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> d)
        {
            for (int i = 0; i < d.Length; i++)
            {
                d[i] = TRelation.Holds(x[i], y[i]);
            }
        }

        public void Invoke(ReadOnlySpan<T> x, T y, Span<bool> d)
        {
            for (int i = 0; i < d.Length; i++)
            {
                d[i] = TRelation.Holds(x[i], y);
            }
        }

        public void Invoke(T x, ReadOnlySpan<T> y, Span<bool> d)
        {
            for (int i = 0; i < d.Length; i++)
            {
                d[i] = TRelation.Holds(x, y[i]);
            }
        }
    }
}
