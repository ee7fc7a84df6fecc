namespace Flambeau.Kernels;

/// <summary>Samples of [pixels, channels], whose channels are normalised in groups of neighbours.</summary>
internal readonly record struct GroupNormSizes(int Samples, int Pixels, int Channels, int Groups)
{
    /// <summary>The channels of one group.</summary>
    public int Size => Channels / Groups;

    /// <summary>The elements of one sample.</summary>
    public int Plane => Pixels * Channels;

    /// <summary>The elements over which one mean is taken.</summary>
    public double Count => (double)Pixels * Size;

    /// <summary>The first element of a sample.</summary>
    public nint At(int sample) => (nint)sample * Plane;

    /// <summary>Writes the sum of each group's channels to the first places; those may be the channels' own.</summary>
    public unsafe void Sum(ReadOnlySpan<double> channels, Span<double> groups)
    {
        fixed (double* from = channels)
        {
            for (int g = 0; g < Groups; g++)
            {
                groups[g] = Size == 1 ? from[g] : RowSums.Sum(Size, from + (g * Size));
            }
        }
    }

    /// <summary>Gives every channel the value of its group.</summary>
    public void Spread<T>(ReadOnlySpan<T> groups, Span<T> channels)
    {
        for (int g = 0; g < Groups; g++)
        {
            channels.Slice(g * Size, Size).Fill(groups[g]);
        }
    }
}
