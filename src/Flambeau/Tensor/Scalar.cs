namespace Flambeau;

/// <summary>
/// A number that takes part in tensor arithmetic. Its kind matters for the result's element type, as a Python number's
/// does in PyTorch: an integer tensor times 2 stays an integer tensor, times 2.0 it becomes floating point.
/// </summary>
public readonly struct Scalar : IEquatable<Scalar>
{
    private readonly double _float;
    private readonly long _integer;

    private Scalar(ScalarKind kind, double value, long integer)
    {
        Kind = kind;
        _float = value;
        _integer = integer;
    }

    /// <summary>Whether the number is a truth value, an integer or floating point.</summary>
    internal ScalarKind Kind { get; }

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(int value) => new(ScalarKind.Integer, value, value);

    /// <summary>An integer.</summary>
    public static implicit operator Scalar(long value) => new(ScalarKind.Integer, value, value);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(float value) => new(ScalarKind.Float, value, 0);

    /// <summary>A floating-point number.</summary>
    public static implicit operator Scalar(double value) => new(ScalarKind.Float, value, 0);

    /// <summary>A truth value.</summary>
    public static implicit operator Scalar(bool value) => new(ScalarKind.Bool, value ? 1 : 0, value ? 1 : 0);

    /// <summary>True when kind and value agree.</summary>
    public static bool operator ==(Scalar left, Scalar right) => left.Equals(right);

    /// <summary>True when kind or value differ.</summary>
    public static bool operator !=(Scalar left, Scalar right) => !left.Equals(right);

    /// <summary>The value as a double.</summary>
    public double ToDouble() => _float;

    /// <summary>The value as an integer; a fraction is cut off.</summary>
    public long ToInt64() => Kind == ScalarKind.Float ? (long)_float : _integer;

    /// <inheritdoc/>
    public bool Equals(Scalar other) => Kind == other.Kind && _float.Equals(other._float) && _integer == other._integer;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Scalar other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _float, _integer);

    /// <inheritdoc/>
    public override string ToString() => Kind == ScalarKind.Float
        ? _float.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : _integer.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The value converted to an element type's .NET type.</summary>
    internal T To<T>()
        where T : System.Numerics.INumberBase<T> =>
        Kind == ScalarKind.Float ? T.CreateTruncating(_float) : T.CreateTruncating(_integer);
}
