using System.Numerics;

namespace Flambeau;

/// <content>Comparisons; the results are <c>bool</c> tensors.</content>
public partial class Tensor
{
    /// <summary>Whether each element is less than the other, broadcast; NaN never is.</summary>
    public static Tensor operator <(Tensor left, Tensor right) => CompareOp.Apply<LtRelation>(left, right);

    /// <summary>Whether each element is less than a number.</summary>
    public static Tensor operator <(Tensor left, Scalar right) => CompareOp.Apply<LtRelation>(left, right);

    /// <summary>Whether each element is at most the other, broadcast; NaN never is.</summary>
    public static Tensor operator <=(Tensor left, Tensor right) => CompareOp.Apply<LeRelation>(left, right);

    /// <summary>Whether each element is at most a number.</summary>
    public static Tensor operator <=(Tensor left, Scalar right) => CompareOp.Apply<LeRelation>(left, right);

    /// <summary>Whether each element is greater than the other, broadcast; NaN never is.</summary>
    public static Tensor operator >(Tensor left, Tensor right) => CompareOp.Apply<GtRelation>(left, right);

    /// <summary>Whether each element is greater than a number.</summary>
    public static Tensor operator >(Tensor left, Scalar right) => CompareOp.Apply<GtRelation>(left, right);

    /// <summary>Whether each element is at least the other, broadcast; NaN never is.</summary>
    public static Tensor operator >=(Tensor left, Tensor right) => CompareOp.Apply<GeRelation>(left, right);

    /// <summary>Whether each element is at least a number.</summary>
    public static Tensor operator >=(Tensor left, Scalar right) => CompareOp.Apply<GeRelation>(left, right);

    /// <summary>Whether each pair of elements is equal, broadcast (<c>torch.eq</c>). C#'s == on tensors compares references.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Eq(Tensor other) => CompareOp.Apply<EqRelation>(this, other);

    /// <summary>Whether each element equals a number (<c>torch.eq</c>).</summary>
    public Tensor Eq(Scalar other) => CompareOp.Apply<EqRelation>(this, other);

    /// <summary>Whether each pair of elements differs, broadcast (<c>torch.ne</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Ne(Tensor other) => CompareOp.Apply<NeRelation>(this, other);

    /// <summary>Whether each element differs from a number (<c>torch.ne</c>).</summary>
    public Tensor Ne(Scalar other) => CompareOp.Apply<NeRelation>(this, other);

    /// <summary>Whether each element is less than the other, broadcast (<c>torch.lt</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Lt(Tensor other) => CompareOp.Apply<LtRelation>(this, other);

    /// <summary>Whether each element is less than a number (<c>torch.lt</c>).</summary>
    public Tensor Lt(Scalar other) => CompareOp.Apply<LtRelation>(this, other);

    /// <summary>Whether each element is at most the other, broadcast (<c>torch.le</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Le(Tensor other) => CompareOp.Apply<LeRelation>(this, other);

    /// <summary>Whether each element is at most a number (<c>torch.le</c>).</summary>
    public Tensor Le(Scalar other) => CompareOp.Apply<LeRelation>(this, other);

    /// <summary>Whether each element is greater than the other, broadcast (<c>torch.gt</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Gt(Tensor other) => CompareOp.Apply<GtRelation>(this, other);

    /// <summary>Whether each element is greater than a number (<c>torch.gt</c>).</summary>
    public Tensor Gt(Scalar other) => CompareOp.Apply<GtRelation>(this, other);

    /// <summary>Whether each element is at least the other, broadcast (<c>torch.ge</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Ge(Tensor other) => CompareOp.Apply<GeRelation>(this, other);

    /// <summary>Whether each element is at least a number (<c>torch.ge</c>).</summary>
    public Tensor Ge(Scalar other) => CompareOp.Apply<GeRelation>(this, other);

    private readonly struct EqRelation : IRelation
    {
        public static string Name => nameof(Eq);

        public static bool Holds<T>(T x, T y)
            where T : INumber<T> => x == y;
    }

    private readonly struct NeRelation : IRelation
    {
        public static string Name => nameof(Ne);

        public static bool Holds<T>(T x, T y)
            where T : INumber<T> => x != y;
    }

    private readonly struct LtRelation : IRelation
    {
        public static string Name => nameof(Lt);

        public static bool Holds<T>(T x, T y)
            where T : INumber<T> => x < y;
    }

    private readonly struct LeRelation : IRelation
    {
        public static string Name => nameof(Le);

        public static bool Holds<T>(T x, T y)
            where T : INumber<T> => x <= y;
    }

    private readonly struct GtRelation : IRelation
    {
        public static string Name => nameof(Gt);

        public static bool Holds<T>(T x, T y)
            where T : INumber<T> => x > y;
    }

    private readonly struct GeRelation : IRelation
    {
        public static string Name => nameof(Ge);

        public static bool Holds<T>(T x, T y)
            where T : INumber<T> => x >= y;
    }
}
