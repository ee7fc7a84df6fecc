namespace Flambeau.NN;

/// <summary>What a convolution sees beyond the border of its input.</summary>
public enum PaddingMode
{
    /// <summary>Zeros.</summary>
    Zeros,

    /// <summary>The input mirrored at its border elements.</summary>
    Reflect,

    /// <summary>The nearest border element.</summary>
    Replicate,

    /// <summary>The other end of the input.</summary>
    Circular,
}
