namespace Flambeau.Kernels;

/// <summary>The addresses that a <see cref="ConvPass"/> works on, with its epilogue; lambdas can hold it.</summary>
internal readonly unsafe struct ConvBuffers<T>
    where T : unmanaged
{
    /// <summary>The source image, [N, rows, columns, SourceC].</summary>
    public T* Source { get; init; }

    /// <summary>The weight in PyTorch's order.</summary>
    public T* Weight { get; init; }

    /// <summary>The weight as a <see cref="TurnedWeight{T}"/> has it, or null.</summary>
    public T* Turned { get; init; }

    /// <summary>The target image, [N, rows, columns, TargetC].</summary>
    public T* Target { get; init; }

    /// <summary>One value per target channel, or null.</summary>
    public T* Bias { get; init; }

    /// <summary>Laid out as the target, or null.</summary>
    public T* Residual { get; init; }

    /// <summary>Applied last; NaN stays.</summary>
    public Activation Activation { get; init; }

    /// <summary>How far the result may round; null for what <see cref="ConvolutionPlan.Precision"/> says.</summary>
    public ConvolutionPrecision? Precision { get; init; }

    /// <summary>One factor per target channel, or null.</summary>
    public T* Scale { get; init; }

    /// <summary>Whether the target has the largest of each 2 x 2 square of pixels; then there is no residual.</summary>
    public bool Pools { get; init; }

    /// <summary>
    /// Whether targets go past the caches: there are many, those of a pixel's group are whole cache lines, and nothing reads them
    /// first.
    /// </summary>
    public bool Streams(in ConvPass pass) =>
        Streaming.PaysForRows(Target, pass.TargetLength / pass.Out / (Pools ? 4 : 1), pass.Out) && Residual != Target;

    /// <summary>The same addresses; T must be float.</summary>
    public ConvBuffers<float> AsFloat() => new()
    {
        Source = (float*)Source,
        Weight = (float*)Weight,
        Turned = (float*)Turned,
        Target = (float*)Target,
        Bias = (float*)Bias,
        Residual = (float*)Residual,
        Activation = Activation,
        Scale = (float*)Scale,
        Pools = Pools,
    };
}
