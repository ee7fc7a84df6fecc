namespace Flambeau.Kernels;

/// <summary>
/// What tells a backward pass where an activation, fused behind a normalisation, let values pass: what came out of it or,
/// where nothing was added in between, the factors of the normalisation, by which the values are formed again from its
/// input. That is the same to the bit and reads less.
/// </summary>
internal readonly ref struct PassedValues<T>
    where T : unmanaged
{
    /// <summary>The values after the activation, or empty to form them again.</summary>
    public ReadOnlySpan<T> Output { get; private init; }

    /// <summary>The factor of each channel, where there is no output.</summary>
    public ReadOnlySpan<T> Scale { get; private init; }

    /// <summary>The summand of each channel, where there is no output.</summary>
    public ReadOnlySpan<T> Shift { get; private init; }

    /// <summary>The activation; without one everything passed.</summary>
    public Activation Activation { get; private init; }

    /// <summary>Values that are there.</summary>
    public static PassedValues<T> Of(Activation activation, ReadOnlySpan<T> output) =>
        new() { Activation = activation, Output = output };

    /// <summary>Values that are formed again from the input of the normalisation.</summary>
    public static PassedValues<T> FromInput(Activation activation, ReadOnlySpan<T> scale, ReadOnlySpan<T> shift) =>
        new() { Activation = activation, Scale = scale, Shift = shift };
}
