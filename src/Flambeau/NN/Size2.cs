namespace Flambeau.NN;

/// <summary>A height and a width, such as a kernel's; a single number stands for both.</summary>
public readonly struct Size2 : IEquatable<Size2>
{
    private readonly bool _isSingle;

    /// <summary>A height and a width.</summary>
    public Size2(int height, int width)
    {
        Height = height;
        Width = width;
    }

    private Size2(int both)
        : this(both, both) => _isSingle = true;

    /// <summary>Along the second last dimension.</summary>
    public int Height { get; }

    /// <summary>Along the last dimension.</summary>
    public int Width { get; }

    /// <summary>The same number for both.</summary>
    public static implicit operator Size2(int both) => new(both);

    /// <summary>Height and width.</summary>
    public static implicit operator Size2((int Height, int Width) pair) => new(pair.Height, pair.Width);

    /// <summary>True when height and width agree.</summary>
    public static bool operator ==(Size2 left, Size2 right) => left.Equals(right);

    /// <summary>True when height or width differ.</summary>
    public static bool operator !=(Size2 left, Size2 right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Size2 other) => Height == other.Height && Width == other.Width;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Size2 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Height, Width);

    /// <summary>As PyTorch prints it: <c>3</c> when one number was given, otherwise <c>(3, 2)</c>.</summary>
    public override string ToString() => _isSingle ? $"{Height}" : Pair;

    /// <summary>Always <c>(3, 3)</c>.</summary>
    internal string Pair => $"({Height}, {Width})";
}
