namespace Flambeau.Vision;

/// <summary>
/// For every position of a resized row, which samples it is made of and their weights as whole numbers. Positions,
/// rounding and number of bits are Pillow's, so that resized pictures agree with it.
/// </summary>
internal sealed class ResampleWeights
{
    /// <summary>The bits after the point of a weight; 8 bits of a sample and the sign fit beside them.</summary>
    public const int Bits = 32 - 8 - 2;

    /// <summary>Half of the last place of a sample.</summary>
    public const int Half = 1 << (Bits - 1);

    private readonly int[] _first;
    private readonly int[][] _weights;

    public ResampleWeights(int from, int to, Interpolation interpolation)
    {
        _first = new int[to];
        _weights = new int[to][];
        double scale = (double)from / to;
        double width = Math.Max(1, scale);
        double support = ResampleFilter.Support(interpolation) * width;
        double[] weights = new double[(2 * (int)Math.Ceiling(support)) + 1];
        for (int i = 0; i < to; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - support + 0.5));
            int end = Math.Min(from, (int)(centre + support + 0.5));
            _first[i] = first;
            for (int x = first; x < end; x++)
            {
                weights[x - first] = ResampleFilter.Weight(interpolation, (x - centre + 0.5) / width);
            }

            _weights[i] = Normalised(weights.AsSpan(0, end - first));
        }
    }

    /// <summary>The number of positions.</summary>
    public int Count => _first.Length;

    /// <summary>The first sample of a position and the weights of it and those that follow.</summary>
    public ReadOnlySpan<int> At(int position, out int first)
    {
        first = _first[position];
        return _weights[position];
    }

    /// <summary>A sum of weighted samples as a sample.</summary>
    public static byte Round(int sum) => Cut(sum + Half);

    /// <summary>A sum of weighted samples and <see cref="Half"/> as a sample.</summary>
    public static byte Cut(int sum) => (byte)Math.Clamp(sum >> Bits, 0, 255);

    private static int[] Normalised(ReadOnlySpan<double> weights)
    {
        double sum = 0;
        foreach (double weight in weights)
        {
            sum += weight;
        }

        int[] result = new int[weights.Length];
        for (int i = 0; i < result.Length; i++)
        {
            result[i] = (int)((weights[i] / sum * (1 << Bits)) + (weights[i] < 0 ? -0.5 : 0.5));
        }

        return result;
    }
}
