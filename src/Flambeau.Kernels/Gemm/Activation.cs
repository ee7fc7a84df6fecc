namespace Flambeau.Kernels;

/// <summary>What a matrix product does to its results as it stores them.</summary>
internal enum Activation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Negative results become zero; NaN stays.</summary>
    ReLU,
}
