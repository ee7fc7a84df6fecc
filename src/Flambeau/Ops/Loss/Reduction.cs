namespace Flambeau.NN;

/// <summary>How the losses of the elements become the result.</summary>
public enum Reduction
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>Their mean, weighted where the loss has weights.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,
}
