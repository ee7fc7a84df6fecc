using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The moments of contiguous floats or doubles, and of the columns of a few rows of them.</summary>
/// <remarks>The moments of columns lie as four rows of doubles: counts, of which only the first is kept, pivots, sums, squares.</remarks>
internal static unsafe class MomentSums
{
    private const int Parts = 4;

    /// <summary>The moments of a run, whose first element is the pivot.</summary>
    public static Moments Run<T>(int n, T* x)
        where T : unmanaged
    {
        double pivot = typeof(T) == typeof(float) ? *(float*)x : *(double*)x;
        var body = new RunBody<T> { X = x, Pivot = pivot };
        Channels.For<double, RunBody<T>>(0, n, ref body);
        return new() { Count = n, Pivot = pivot, Sum = body.Sum, Squares = body.Squares };
    }

    /// <summary>Adds rows to the moments of columns; the first of all rows are the pivots.</summary>
    public static void AddRows<T>(Moments* acc, int columns, T* x, nint rowStride, int rows)
        where T : unmanaged
    {
        var body = new RowsBody<T>
        {
            X = x,
            RowStride = rowStride,
            Rows = rows,
            Pivots = (double*)acc + columns,
            Columns = columns,
            IsFirst = acc->Count == 0,
        };
        Channels.For<double, RowsBody<T>>(0, columns, ref body);
        acc->Count += rows;
    }

    /// <summary>Puts each column's moments together.</summary>
    [SkipLocalsInit]
    public static void Arrange(Moments* acc, int columns)
    {
        double* parts = stackalloc double[Parts * columns];
        new ReadOnlySpan<double>(acc, Parts * columns).CopyTo(new(parts, Parts * columns));
        double* pivots = parts + columns, sums = pivots + columns, squares = sums + columns;
        for (int j = 0; j < columns; j++)
        {
            acc[j] = new() { Count = parts[0], Pivot = pivots[j], Sum = sums[j], Squares = squares[j] };
        }
    }

    private ref struct RunBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public double Pivot;
        public double Sum;
        public double Squares;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            TLanes pivot = TLanes.Create(Pivot);
            TLanes sum = TLanes.Zero, sum2 = sum, squares = sum, squares2 = sum;
            int i = from;
            for (; i <= to - (2 * TLanes.Count); i += 2 * TLanes.Count)
            {
                TLanes first = RowSums.Read<T, TLanes>(x + i) - pivot;
                TLanes second = RowSums.Read<T, TLanes>(x + i + TLanes.Count) - pivot;
                sum += first;
                sum2 += second;
                squares = TLanes.MultiplyAdd(first, first, squares);
                squares2 = TLanes.MultiplyAdd(second, second, squares2);
            }

            for (; i < to; i += TLanes.Count)
            {
                TLanes last = RowSums.Read<T, TLanes>(x + i) - pivot;
                sum += last;
                squares = TLanes.MultiplyAdd(last, last, squares);
            }

            Sum += RowSums.Across(sum + sum2);
            Squares += RowSums.Across(squares + squares2);
        }
    }

    private ref struct RowsBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public nint RowStride;
        public int Rows;
        public double* Pivots;
        public int Columns;
        public bool IsFirst;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            nint stride = RowStride;
            int rows = Rows;
            for (int j = from; j < to; j += TLanes.Count)
            {
                double* at = Pivots + j;
                T* row = X + j;
                TLanes pivot = IsFirst ? RowSums.Read<T, TLanes>(row) : TLanes.Load(at);
                TLanes sum = TLanes.Load(at + Columns);
                TLanes squares = TLanes.Load(at + (2 * Columns));
                for (int r = 0; r < rows; r++, row += stride)
                {
                    TLanes deviation = RowSums.Read<T, TLanes>(row) - pivot;
                    sum += deviation;
                    squares = TLanes.MultiplyAdd(deviation, deviation, squares);
                }

                pivot.Store(at);
                sum.Store(at + Columns);
                squares.Store(at + (2 * Columns));
            }
        }
    }
}
