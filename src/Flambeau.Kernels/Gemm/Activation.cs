namespace Flambeau.Kernels;

/// <summary>What a matrix product or a convolution does to its results as it stores them.</summary>
internal enum Activation
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Negative results become zero; NaN stays.</summary>
    ReLU,

    /// <summary>As <see cref="ReLU"/>, and results above six become six.</summary>
    ReLU6,
}
