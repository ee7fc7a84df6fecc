namespace Flambeau;

/// <summary>What division does with the fraction (<c>rounding_mode</c> of <c>torch.div</c>).</summary>
public enum RoundingMode
{
    /// <summary>True division: the fraction stays.</summary>
    None,

    /// <summary>Towards zero, as C's integer division.</summary>
    Trunc,

    /// <summary>Towards negative infinity, as Python's <c>//</c>.</summary>
    Floor,
}
