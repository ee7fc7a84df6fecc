namespace Flambeau.Kernels;

/// <summary>Convolution of each channel with a kernel of its own, vectorised over channels.</summary>
internal static unsafe class DepthwiseConvolution
{
    // Sums of the weight's gradient over this many ranges of rows are formed apart and added in order.
    private const int Partials = 64;

    /// <summary>Whether a pass is depthwise: one source and one target channel in each group.</summary>
    public static bool CanRun(in ConvPass pass) => pass is { In: 1, Out: 1, Groups: > 1 };

    /// <summary>Writes the targets of a pass.</summary>
    public static void Run(ConvPass pass, ConvBuffers<float> buffers)
    {
        using Scratch<float> weights = Scratch<float>.Rent(pass.Taps * pass.Groups);
        float* taps = weights.Pointer;
        Pack(in pass, buffers.Weight, buffers.Scale, taps);
        Workers.For(pass.N * pass.Height.Count, (long)pass.Width.Count * pass.Groups * pass.Taps, (from, to) =>
        {
            for (int line = from; line < to; line++)
            {
                var row = new DepthwiseForward(in pass, in buffers, taps, line);
                DepthwiseRow.Walk(in pass, line % pass.Height.Count, ref row);
            }
        });
    }

    /// <summary>Writes dw = sum over pixels of x times dy, for a forward pass.</summary>
    public static void RunWeightGradient(ConvPass pass, float* x, float* dy, float* dw)
    {
        int lines = pass.N * pass.Height.Count, partials = Math.Min(lines, Partials), length = pass.Taps * pass.Groups;
        using Scratch<float> sums = Scratch<float>.Rent((long)partials * length);
        float* sum = sums.Pointer;
        Workers.For(partials, (long)lines * pass.Width.Count * pass.Groups / partials, (from, to) =>
        {
            for (int partial = from; partial < to; partial++)
            {
                float* target = sum + (nint)partial * length;
                new Span<float>(target, length).Clear();
                int end = (int)((long)lines * (partial + 1) / partials);
                for (int line = (int)((long)lines * partial / partials); line < end; line++)
                {
                    var row = new DepthwiseWeightGradient(in pass, x, dy, target, line);
                    DepthwiseRow.Walk(in pass, line % pass.Height.Count, ref row);
                }
            }
        });
        PartialSums.Add(partials, length, sum);
        for (int i = 0; i < length; i++)
        {
            dw[WeightIndex(in pass, i)] = sum[i];
        }
    }

    private static void Pack(in ConvPass pass, float* weight, float* scale, float* taps)
    {
        for (int i = 0; i < pass.Taps * pass.Groups; i++)
        {
            taps[i] = weight[WeightIndex(in pass, i)] * (scale is null ? 1 : scale[i % pass.Groups]);
        }
    }

    /// <summary>Element of the weight that is element <paramref name="i"/> of [tap][channel].</summary>
    private static int WeightIndex(in ConvPass pass, int i)
    {
        int tap = i / pass.Groups;
        return i % pass.Groups * pass.WeightGroup + pass.TapIndex(tap / pass.Width.Taps, tap % pass.Width.Taps);
    }
}
