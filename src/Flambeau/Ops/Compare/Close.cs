namespace Flambeau;

/// <content>Equality of whole tensors.</content>
public partial class Tensor
{
    /// <summary>Whether |input - other| is at most atol + rtol |other|, or both are equal, for each element (<c>torch.isclose</c>).</summary>
    /// <exception cref="ArgumentException">The types differ, or the shapes do not broadcast.</exception>
    public Tensor IsClose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool equalNaN = false)
    {
        ArgumentNullException.ThrowIfNull(other);
        Check.SameDType(nameof(IsClose), this, other);
        var (a, b) = (Detach(), other.Detach());
        var close = a.Eq(b);
        if (!DType.IsFloatingPoint)
        {
            (a, b) = (a.Double(), b.Double());
        }

        // an infinity is close to itself only, which the comparison above has found
        close |= (a - b).Abs().Le((b.Abs() * rtol) + atol) & b.IsFinite();
        return equalNaN ? close | (a.IsNaN() & b.IsNaN()) : close;
    }

    /// <summary>Whether <see cref="IsClose"/> holds for all elements (<c>torch.allclose</c>).</summary>
    /// <exception cref="ArgumentException">The types differ, or the shapes do not broadcast.</exception>
    public bool AllClose(Tensor other, double rtol = 1e-5, double atol = 1e-8, bool equalNaN = false) =>
        IsClose(other, rtol, atol, equalNaN).All().Item() != 0;

    /// <summary>Whether shapes, types and all elements are equal (<c>torch.equal</c>).</summary>
    public bool Equal(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Shape == other.Shape && DType == other.DType && Eq(other).All().Item() != 0;
    }
}
