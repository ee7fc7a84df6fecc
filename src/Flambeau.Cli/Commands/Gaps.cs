namespace Flambeau.Cli.Commands;

/// <summary>How far the values of two tensors are apart.</summary>
/// <param name="Absolute">The largest difference; infinity where one alone is not a number.</param>
/// <param name="Relative">The largest difference as part of the second value.</param>
/// <param name="AreWithin">Whether all differences are within the tolerance.</param>
internal readonly record struct Gaps(double Absolute, double Relative, bool AreWithin)
{
    private const int ChunkSize = 1 << 20;

    /// <summary>Compares two tensors of one shape.</summary>
    public static Gaps Between(Tensor left, Tensor right, Tolerance tolerance)
    {
        var gaps = new Gaps(0, 0, true);
        Tensor x = left.Detach().Reshape(-1);
        Tensor y = right.Detach().Reshape(-1);

        // float64 holds every element of every type but int64, whose low digits count, too
        bool exact = left.DType == DType.Int64 && right.DType == DType.Int64;
        for (int done = 0; done < x.Numel; done += ChunkSize)
        {
            int count = Math.Min(ChunkSize, x.Numel - done);
            Tensor xs = x.Narrow(0, done, count);
            Tensor ys = y.Narrow(0, done, count);
            gaps = exact
                ? gaps.With(xs.ToArray<long>(), ys.ToArray<long>(), (a, b) => (double)((Int128)a - b), b => b, tolerance)
                : gaps.With(Doubles(xs), Doubles(ys), Subtract, b => b, tolerance);
        }

        return gaps;
    }

    private static double[] Doubles(Tensor tensor) => tensor.To(DType.Float64).ToArray<double>();

    private static double Subtract(double a, double b) =>
        a.Equals(b) || a == b ? 0 : double.IsNaN(a - b) ? double.PositiveInfinity : a - b;

    private Gaps With<T>(T[] x, T[] y, Func<T, T, double> subtract, Func<T, double> magnitude, Tolerance tolerance)
    {
        (double absolute, double relative, bool within) = this;
        for (int i = 0; i < x.Length; i++)
        {
            double gap = Math.Abs(subtract(x[i], y[i]));
            if (gap > 0)
            {
                double size = Math.Abs(magnitude(y[i]));
                absolute = Math.Max(absolute, gap);
                relative = Math.Max(relative, double.IsFinite(gap) && size > 0 ? gap / size : double.PositiveInfinity);
                within &= gap <= tolerance.Absolute + (tolerance.Relative * size);
            }
        }

        return new Gaps(absolute, relative, within);
    }
}
