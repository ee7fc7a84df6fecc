namespace Flambeau.NN;

/// <summary>How <see cref="F.Gelu"/> computes the normal distribution function.</summary>
public enum GeluApproximation
{
    /// <summary>By the error function.</summary>
    None,

    /// <summary>By a formula with tanh.</summary>
    Tanh,
}
