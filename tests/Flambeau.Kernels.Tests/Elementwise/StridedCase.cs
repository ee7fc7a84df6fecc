namespace Flambeau.Kernels.Tests;

/// <summary>Random shapes with random strides: permuted, with gaps, broadcast.</summary>
internal static class StridedCase
{
    public static int[] Sizes(Random random, int rank, int most)
    {
        var sizes = new int[rank];
        for (int d = 0; d < rank; d++)
        {
            sizes[d] = random.Next(8) == 0 ? 1 : random.Next(1, most + 1);
        }

        return sizes;
    }

    public static int[] Permuted(Random random, int[] sizes, bool gaps, bool broadcast)
    {
        int[] order = [.. Enumerable.Range(0, sizes.Length)];
        random.Shuffle(order);
        var strides = new int[sizes.Length];
        int next = gaps && random.Next(2) == 0 ? 2 : 1;
        foreach (int d in order)
        {
            bool repeat = broadcast && random.Next(3) == 0;
            strides[d] = repeat ? 0 : next;
            next *= repeat ? 1 : sizes[d] + (gaps ? random.Next(3) : 0);
        }

        return strides;
    }

    public static int Length(int[] sizes, int[] strides)
    {
        int last = 0;
        for (int d = 0; d < sizes.Length; d++)
        {
            if (sizes[d] == 0)
            {
                return 0;
            }

            last += (sizes[d] - 1) * strides[d];
        }

        return last + 1;
    }

    public static int[] Contiguous(int[] sizes)
    {
        var strides = new int[sizes.Length];
        int next = 1;
        for (int d = sizes.Length - 1; d >= 0; d--)
        {
            strides[d] = next;
            next *= sizes[d];
        }

        return strides;
    }

    /// <summary>Offsets of all elements in row-major order.</summary>
    public static IEnumerable<int> Offsets(int[] sizes, int[] strides)
    {
        int total = sizes.Aggregate(1, (a, b) => a * b);
        for (int i = 0; i < total; i++)
        {
            int rest = i;
            int offset = 0;
            for (int d = sizes.Length - 1; d >= 0; d--)
            {
                offset += rest % sizes[d] * strides[d];
                rest /= sizes[d];
            }

            yield return offset;
        }
    }

    public static float[] Floats(Random random, int length)
    {
        var values = new float[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = (float)(random.NextDouble() * 4 - 2);
        }

        return values;
    }

    public static double[] Doubles(Random random, int length)
    {
        var values = new double[length];
        for (int i = 0; i < length; i++)
        {
            values[i] = random.NextDouble() * 4 - 2;
        }

        return values;
    }
}
