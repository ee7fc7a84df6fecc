using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>Count, mean and sum of squared deviations (Welford, 1962; joined as by Chan, Golub and LeVeque, 1979).</summary>
internal struct Moments
{
    public double Count;
    public double Mean;
    public double Squares;
}

/// <summary>The variance, or its square root, with the given correction of the count (1: unbiased).</summary>
internal readonly unsafe struct VarianceReducer<T>(double correction, bool root = false)
    : IReducer<T, T>, IAccumulator<T, Moments, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Tile = 256;

    public static bool IsOrdered => false;

    public static bool HasColumns => true;

    public Moments Empty => default;

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        ReduceLoop.Run<T, Moments, T, VarianceReducer<T>>(in plan, x, y, this);

    public Moments Run(ReadOnlySpan<T> x, int position)
    {
        double mean = Sum(x) / x.Length;
        double squares = 0;
        Span<double> wide = stackalloc double[Tile];
        for (int at = 0; at < x.Length; at += Tile)
        {
            Span<double> deviations = wide[..Math.Min(Tile, x.Length - at)];
            TensorPrimitives.ConvertTruncating(x.Slice(at, deviations.Length), deviations);
            TensorPrimitives.Subtract(deviations, mean, deviations);
            squares += TensorPrimitives.SumOfSquares<double>(deviations);
        }

        return new() { Count = x.Length, Mean = mean, Squares = squares };
    }

    public void AddRows(Moments* acc, int columns, T* x, nint rowStride, int rows, int position)
    {
        Span<double> means = stackalloc double[Tile];
        Span<double> squares = stackalloc double[Tile];
        Span<double> wide = stackalloc double[Tile];
        for (int first = 0; first < columns; first += Tile)
        {
            int width = Math.Min(Tile, columns - first);
            Span<double> mean = means[..width];
            Span<double> square = squares[..width];
            Span<double> row = wide[..width];
            mean.Clear();
            square.Clear();
            for (int r = 0; r < rows; r++)
            {
                TensorPrimitives.ConvertTruncating(new ReadOnlySpan<T>(x + first + r * rowStride, width), row);
                TensorPrimitives.Add(mean, row, mean);
            }

            TensorPrimitives.Divide(mean, rows, mean);
            for (int r = 0; r < rows; r++)
            {
                TensorPrimitives.ConvertTruncating(new ReadOnlySpan<T>(x + first + r * rowStride, width), row);
                TensorPrimitives.Subtract(row, mean, row);
                TensorPrimitives.MultiplyAddEstimate<double>(row, row, square, square);
            }

            for (int j = 0; j < width; j++)
            {
                acc[first + j] = Combine(acc[first + j], new() { Count = rows, Mean = mean[j], Squares = square[j] });
            }
        }
    }

    public Moments Combine(Moments earlier, Moments later)
    {
        double count = earlier.Count + later.Count;
        if (count == 0)
        {
            return default;
        }

        double difference = later.Mean - earlier.Mean;
        double share = later.Count / count;
        return new()
        {
            Count = count,
            Mean = earlier.Mean + difference * share,
            Squares = earlier.Squares + later.Squares + difference * difference * earlier.Count * share,
        };
    }

    public T Finish(Moments acc, int count)
    {
        // No elements and a correction as large as the count both give NaN or infinity, as in PyTorch.
        double variance = acc.Squares / Math.Max(0, acc.Count - correction);
        return T.CreateTruncating(root ? Math.Sqrt(variance) : variance);
    }

    private static double Sum(ReadOnlySpan<T> x) =>
        typeof(T) == typeof(float)
            ? default(WideFoldAccumulator<SumFold<double>>).Run(As<float>(x), 0)
            : default(FoldAccumulator<double, SumFold<double>>).Run(As<double>(x), 0);

    private static ReadOnlySpan<TTo> As<TTo>(ReadOnlySpan<T> x)
        where TTo : unmanaged =>
        MemoryMarshal.Cast<T, TTo>(x);
}
