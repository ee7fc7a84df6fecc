namespace Flambeau.Vision;

/// <summary>
/// For every position of a resized row, which samples it is made of and their weights as whole numbers. Positions,
/// rounding and number of bits are Pillow's, so that resized pictures agree with it.
/// </summary>
internal sealed class ResampleWeights
{
    /// <summary>The bits after the point of a weight; 8 bits of a sample and the sign fit beside them.</summary>
    public const int Bits = 32 - 8 - 2;

    private readonly int[] _first;
    private readonly int[][] _weights;

    public ResampleWeights(int from, int to, Interpolation interpolation)
    {
        _first = new int[to];
        _weights = new int[to][];
        double scale = (double)from / to;
        double width = Math.Max(1, scale);
        double support = ResampleFilter.Support(interpolation) * width;
        for (int i = 0; i < to; i++)
        {
            double centre = (i + 0.5) * scale;
            int first = Math.Max(0, (int)(centre - support + 0.5));
            int end = Math.Min(from, (int)(centre + support + 0.5));
            _first[i] = first;
            _weights[i] = Normalised([.. Enumerable.Range(first, end - first)
                .Select(x => ResampleFilter.Weight(interpolation, (x - centre + 0.5) / width))]);
        }
    }

    /// <summary>The number of positions.</summary>
    public int Count => _first.Length;

    /// <summary>The first sample of a position and the weights of it and those that follow.</summary>
    public (int First, int[] Weights) At(int position) => (_first[position], _weights[position]);

    /// <summary>A sum of weighted samples as a sample.</summary>
    public static byte Round(int sum) => (byte)Math.Clamp((sum + (1 << (Bits - 1))) >> Bits, 0, 255);

    private static int[] Normalised(double[] weights)
    {
        double sum = weights.Sum();
        return Array.ConvertAll(weights, weight => (int)((weight / sum * (1 << Bits)) + (weight < 0 ? -0.5 : 0.5)));
    }
}
