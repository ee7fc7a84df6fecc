using Flambeau.Kernels;

namespace Flambeau;

/// <content>Comparisons; the results are <c>bool</c> tensors.</content>
public partial class Tensor
{
    /// <summary>Whether each element is less than the other, broadcast; NaN never is.</summary>
    public static Tensor operator <(Tensor left, Tensor right) => CompareOp.Apply<Relations.Less>(nameof(Lt), left, right);

    /// <summary>Whether each element is less than a number.</summary>
    public static Tensor operator <(Tensor left, Scalar right) => CompareOp.Apply<Relations.Less>(nameof(Lt), left, right);

    /// <summary>Whether each element is at most the other, broadcast; NaN never is.</summary>
    public static Tensor operator <=(Tensor left, Tensor right) => CompareOp.Apply<Relations.LessOrEqual>(nameof(Le), left, right);

    /// <summary>Whether each element is at most a number.</summary>
    public static Tensor operator <=(Tensor left, Scalar right) => CompareOp.Apply<Relations.LessOrEqual>(nameof(Le), left, right);

    /// <summary>Whether each element is greater than the other, broadcast; NaN never is.</summary>
    public static Tensor operator >(Tensor left, Tensor right) => CompareOp.Apply<Relations.Greater>(nameof(Gt), left, right);

    /// <summary>Whether each element is greater than a number.</summary>
    public static Tensor operator >(Tensor left, Scalar right) => CompareOp.Apply<Relations.Greater>(nameof(Gt), left, right);

    /// <summary>Whether each element is at least the other, broadcast; NaN never is.</summary>
    public static Tensor operator >=(Tensor left, Tensor right) => CompareOp.Apply<Relations.GreaterOrEqual>(nameof(Ge), left, right);

    /// <summary>Whether each element is at least a number.</summary>
    public static Tensor operator >=(Tensor left, Scalar right) => CompareOp.Apply<Relations.GreaterOrEqual>(nameof(Ge), left, right);

    /// <summary>Whether each pair of elements is equal, broadcast (<c>torch.eq</c>). C#'s == on tensors compares references.</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Eq(Tensor other) => CompareOp.Apply<Relations.Equal>(nameof(Eq), this, other);

    /// <summary>Whether each element equals a number (<c>torch.eq</c>).</summary>
    public Tensor Eq(Scalar other) => CompareOp.Apply<Relations.Equal>(nameof(Eq), this, other);

    /// <summary>Whether each pair of elements differs, broadcast (<c>torch.ne</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Ne(Tensor other) => CompareOp.Apply<Relations.NotEqual>(nameof(Ne), this, other);

    /// <summary>Whether each element differs from a number (<c>torch.ne</c>).</summary>
    public Tensor Ne(Scalar other) => CompareOp.Apply<Relations.NotEqual>(nameof(Ne), this, other);

    /// <summary>Whether each element is less than the other, broadcast (<c>torch.lt</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Lt(Tensor other) => CompareOp.Apply<Relations.Less>(nameof(Lt), this, other);

    /// <summary>Whether each element is less than a number (<c>torch.lt</c>).</summary>
    public Tensor Lt(Scalar other) => CompareOp.Apply<Relations.Less>(nameof(Lt), this, other);

    /// <summary>Whether each element is at most the other, broadcast (<c>torch.le</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Le(Tensor other) => CompareOp.Apply<Relations.LessOrEqual>(nameof(Le), this, other);

    /// <summary>Whether each element is at most a number (<c>torch.le</c>).</summary>
    public Tensor Le(Scalar other) => CompareOp.Apply<Relations.LessOrEqual>(nameof(Le), this, other);

    /// <summary>Whether each element is greater than the other, broadcast (<c>torch.gt</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Gt(Tensor other) => CompareOp.Apply<Relations.Greater>(nameof(Gt), this, other);

    /// <summary>Whether each element is greater than a number (<c>torch.gt</c>).</summary>
    public Tensor Gt(Scalar other) => CompareOp.Apply<Relations.Greater>(nameof(Gt), this, other);

    /// <summary>Whether each element is at least the other, broadcast (<c>torch.ge</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Ge(Tensor other) => CompareOp.Apply<Relations.GreaterOrEqual>(nameof(Ge), this, other);

    /// <summary>Whether each element is at least a number (<c>torch.ge</c>).</summary>
    public Tensor Ge(Scalar other) => CompareOp.Apply<Relations.GreaterOrEqual>(nameof(Ge), this, other);
}
