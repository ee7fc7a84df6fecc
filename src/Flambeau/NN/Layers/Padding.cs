namespace Flambeau.NN;

/// <summary>How much is added around an input: numbers, or <see cref="Same"/> or <see cref="Valid"/>.</summary>
public readonly record struct Padding
{
    private Padding(Size2 size, bool isSame, bool isValid)
    {
        Size = size;
        IsSame = isSame;
        IsValid = isValid;
    }

    /// <summary>So much that the output has the input's size; needs stride 1 (<c>'same'</c>).</summary>
    public static Padding Same => new(0, isSame: true, isValid: false);

    /// <summary>None (<c>'valid'</c>).</summary>
    public static Padding Valid => new(0, isSame: false, isValid: true);

    internal Size2 Size { get; }

    internal bool IsSame { get; }

    internal bool IsValid { get; }

    /// <summary>The same number on all sides.</summary>
    public static implicit operator Padding(int all) => new(all, false, false);

    /// <summary>Above and below, left and right.</summary>
    public static implicit operator Padding((int Height, int Width) pair) => new(pair, false, false);

    /// <inheritdoc/>
    public override string ToString() => IsSame ? "same" : IsValid ? "valid" : Size.Pair;
}
