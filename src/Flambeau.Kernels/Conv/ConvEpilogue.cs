namespace Flambeau.Kernels;

/// <summary>What a forward convolution does to each sum before it stores it: y = relu(sum + bias + residual).</summary>
internal readonly ref struct ConvEpilogue<T>
    where T : unmanaged
{
    /// <summary>One value per output channel; empty for none.</summary>
    public ReadOnlySpan<T> Bias { get; init; }

    /// <summary>Added to the output, laid out as the output is; empty for none.</summary>
    public ReadOnlySpan<T> Residual { get; init; }

    /// <summary>Whether negative results become zero (NaN stays).</summary>
    public bool Relu { get; init; }

    /// <summary>Whether the sums are stored as they are.</summary>
    public bool IsEmpty => Bias.IsEmpty && Residual.IsEmpty && !Relu;
}
