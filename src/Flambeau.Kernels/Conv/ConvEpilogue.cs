namespace Flambeau.Kernels;

/// <summary>
/// What a forward convolution does to each sum before it stores it: y = act(sum scale + bias + residual), then perhaps the
/// largest of each 2 x 2 square of pixels.
/// </summary>
internal readonly ref struct ConvEpilogue<T>
    where T : unmanaged
{
    /// <summary>One factor per output channel; empty for ones. It reaches direct sums through the weights.</summary>
    public ReadOnlySpan<T> Scale { get; init; }

    /// <summary>One value per output channel; empty for none.</summary>
    public ReadOnlySpan<T> Bias { get; init; }

    /// <summary>Added to the output, laid out as the output is; empty for none.</summary>
    public ReadOnlySpan<T> Residual { get; init; }

    /// <summary>Applied last; NaN stays.</summary>
    public Activation Activation { get; init; }

    /// <summary>
    /// Whether only the largest of each 2 x 2 square of pixels is stored, rows and columns that fill no square left out;
    /// for one group without a residual.
    /// </summary>
    public bool Pools { get; init; }

    /// <summary>How far the result may round; null for what <see cref="ConvolutionPlan.Precision"/> says.</summary>
    public ConvolutionPrecision? Precision { get; init; }
}
