namespace Flambeau.Kernels;

/// <summary>
/// One direction (height or width) of a sum over taps: target position <see cref="First"/> + i <see cref="Step"/>, for
/// i below <see cref="Count"/>, reads source position <see cref="Offset"/> + i <see cref="Stride"/> + tap <see
/// cref="Dilation"/>.
/// </summary>
internal readonly record struct ConvAxis
{
    /// <summary>Positions of the source.</summary>
    public int Source { get; init; }

    /// <summary>Positions of the target, of which this pass writes <see cref="Count"/>.</summary>
    public int Target { get; init; }

    /// <summary>Target positions written.</summary>
    public int Count { get; init; }

    /// <summary>First target position written.</summary>
    public int First { get; init; }

    /// <summary>Distance of target positions written.</summary>
    public int Step { get; init; }

    /// <summary>Source position of the first tap of the first target position; negative in the padding.</summary>
    public int Offset { get; init; }

    /// <summary>Distance in the source of two neighbouring target positions.</summary>
    public int Stride { get; init; }

    /// <summary>Distance in the source of two neighbouring taps.</summary>
    public int Dilation { get; init; }

    /// <summary>Number of taps.</summary>
    public int Taps { get; init; }

    /// <summary>Tap of the weight that the first tap is.</summary>
    public int FirstTap { get; init; }

    /// <summary>Distance in the weight of two neighbouring taps.</summary>
    public int TapStep { get; init; }

    /// <summary>Whether the only tap of each target position reads the source at the same position.</summary>
    public bool IsIdentity => Taps == 1 && Offset == 0 && Stride == 1 && Step == 1 && Source == Target;

    /// <summary>Whether no tap ever falls into the padding.</summary>
    public bool StaysInside => Offset >= 0 && Offset + Span(Count) <= Source;

    /// <summary>
    /// Source positions from the first tap of one target position to the last tap of the <paramref name="count"/>-th.
    /// </summary>
    public int Span(int count) => (count - 1) * Stride + (Taps - 1) * Dilation + 1;

    /// <summary>The forward convolution.</summary>
    public static ConvAxis Forward(int source, int target, int kernel, int stride, int pad, int dilation) => new()
    {
        Source = source,
        Target = target,
        Count = target,
        Step = 1,
        Offset = -pad,
        Stride = stride,
        Dilation = dilation,
        Taps = kernel,
        TapStep = 1,
    };

    /// <summary>
    /// The gradient of the input at the positions first, first + stride, ...: these all see the same taps, namely those
    /// for which first + pad - tap dilation is a multiple of the stride, and neighbours among them see neighbouring
    /// outputs. So the gradient of a strided convolution is one dense convolution for each residue.
    /// </summary>
    public static ConvAxis InputGradient(
        int input, int output, int kernel, int stride, int pad, int dilation, int first)
    {
        int tapStep = stride / GreatestCommonDivisor(stride, dilation), firstTap = -1;
        for (int tap = 0; tap < Math.Min(tapStep, kernel); tap++)
        {
            if ((first + pad - tap * dilation) % stride == 0)
            {
                firstTap = tap;
            }
        }
        int taps = firstTap < 0 ? 0 : (kernel - 1 - firstTap) / tapStep + 1, lastTap = firstTap + (taps - 1) * tapStep;
        return new()
        {
            Source = output,
            Target = input,
            Count = (input - first + stride - 1) / stride,
            First = first,
            Step = stride,
            Offset = (first + pad - lastTap * dilation) / stride,
            Stride = 1,
            Dilation = tapStep * dilation / stride,
            Taps = taps,
            FirstTap = lastTap,
            TapStep = -tapStep,
        };
    }

    private static int GreatestCommonDivisor(int a, int b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }
        return a;
    }
}
