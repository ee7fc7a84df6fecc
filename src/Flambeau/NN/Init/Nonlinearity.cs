namespace Flambeau.NN;

/// <summary>The function that follows a layer, for <see cref="Init.CalculateGain"/>.</summary>
public enum Nonlinearity
{
    /// <summary>None: gain 1.</summary>
    Linear,

    /// <summary>None, after a convolution: gain 1.</summary>
    Conv1d,

    /// <summary>None, after a convolution: gain 1.</summary>
    Conv2d,

    /// <summary>None, after a convolution: gain 1.</summary>
    Conv3d,

    /// <summary>None, after a transposed convolution: gain 1.</summary>
    ConvTranspose1d,

    /// <summary>None, after a transposed convolution: gain 1.</summary>
    ConvTranspose2d,

    /// <summary>None, after a transposed convolution: gain 1.</summary>
    ConvTranspose3d,

    /// <summary>Sigmoid: gain 1.</summary>
    Sigmoid,

    /// <summary>Hyperbolic tangent: gain 5/3.</summary>
    Tanh,

    /// <summary>Rectifier: gain sqrt(2).</summary>
    ReLU,

    /// <summary>Leaky rectifier: gain sqrt(2 / (1 + slope^2)).</summary>
    LeakyReLU,

    /// <summary>Scaled exponential linear unit: gain 3/4.</summary>
    SELU,
}
