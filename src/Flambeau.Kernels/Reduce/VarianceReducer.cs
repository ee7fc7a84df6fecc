using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>Sums of deviations from a pivot and of their squares; the pivot is one of the elements.</summary>
internal struct Moments
{
    public double Count;
    public double Pivot;
    public double Sum;
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
        var acc = new Moments { Count = x.Length, Pivot = double.CreateTruncating(x[0]) };
        Span<double> wide = stackalloc double[Tile];
        for (int at = 0; at < x.Length; at += Tile)
        {
            Span<double> deviations = wide[..Math.Min(Tile, x.Length - at)];
            TensorPrimitives.ConvertTruncating(x.Slice(at, deviations.Length), deviations);
            TensorPrimitives.Subtract(deviations, acc.Pivot, deviations);
            acc.Sum += TensorPrimitives.Sum<double>(deviations);
            acc.Squares += TensorPrimitives.SumOfSquares<double>(deviations);
        }

        return acc;
    }

    public void AddRows(Moments* acc, int columns, T* x, nint rowStride, int rows, int position)
    {
        for (int j = 0; j < columns; j++)
        {
            Moments a = acc[j];
            T* row = x + j;
            if (a.Count == 0)
            {
                a.Pivot = double.CreateTruncating(*row);
            }

            for (int r = 0; r < rows; r++, row += rowStride)
            {
                double deviation = double.CreateTruncating(*row) - a.Pivot;
                a.Sum += deviation;
                a.Squares += deviation * deviation;
            }

            a.Count += rows;
            acc[j] = a;
        }
    }

    public Moments Combine(Moments earlier, Moments later)
    {
        if (earlier.Count == 0)
        {
            return later;
        }

        // The later deviations as deviations from the earlier pivot.
        double shift = later.Pivot - earlier.Pivot;
        earlier.Squares += later.Squares + shift * (2 * later.Sum + later.Count * shift);
        earlier.Sum += later.Sum + later.Count * shift;
        earlier.Count += later.Count;
        return earlier;
    }

    public T Finish(Moments acc, int count)
    {
        // No elements and a correction as large as the count both give NaN or infinity, as in PyTorch.
        double squares = Math.Max(0, acc.Squares - acc.Sum * acc.Sum / acc.Count);
        double variance = squares / Math.Max(0, acc.Count - correction);
        return T.CreateTruncating(root ? Math.Sqrt(variance) : variance);
    }
}
