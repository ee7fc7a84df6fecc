using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The sums of exponentials of columns, relative to their largest elements, down a few rows at a time.</summary>
/// <remarks>The largest elements of all columns lie first, their sums in the second half of the memory.</remarks>
internal static unsafe class ColumnExponentials<T>
    where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
{
    /// <summary>The most rows whose exponentials are added in the type of the elements.</summary>
    public const int Rows = 32;

    /// <summary>Forgets all elements.</summary>
    public static void Start(ExponentialSum* acc, int columns)
    {
        new Span<T>(acc, columns).Fill(T.NegativeInfinity);
        new Span<double>((double*)acc + columns, columns).Clear();
    }

    /// <summary>Adds rows.</summary>
    [SkipLocalsInit]
    public static void AddRows(ExponentialSum* acc, int columns, T* x, nint rowStride, int rows)
    {
        T* room = stackalloc T[2 * columns];
        for (int row = 0; row < rows; row += Rows)
        {
            var powers = new PowersBody
            {
                X = x + (row * rowStride),
                RowStride = rowStride,
                Rows = Math.Min(Rows, rows - row),
                Largest = (T*)acc,
                Earlier = room,
                Sums = room + columns,
            };
            Channels.For<T, PowersBody>(0, columns, ref powers);
            var join = new JoinBody
            {
                Largest = powers.Largest,
                Earlier = powers.Earlier,
                Sums = powers.Sums,
                Totals = (double*)acc + columns,
            };
            Channels.For<double, JoinBody>(0, columns, ref join);
        }
    }

    /// <summary>Puts each column's largest element and sum together.</summary>
    [SkipLocalsInit]
    public static void Arrange(ExponentialSum* acc, int columns)
    {
        ExponentialSum* parts = stackalloc ExponentialSum[columns];
        new ReadOnlySpan<ExponentialSum>(acc, columns).CopyTo(new(parts, columns));
        T* largest = (T*)parts;
        double* sums = (double*)parts + columns;
        for (int j = 0; j < columns; j++)
        {
            acc[j] = new(double.CreateTruncating(largest[j]), sums[j]);
        }
    }

    // Finds the largest elements, keeping the earlier ones, and the sums of what the rows are relative to them.
    private ref struct PowersBody : IChannelBody
    {
        public T* X;
        public nint RowStride;
        public int Rows;
        public T* Largest;
        public T* Earlier;
        public T* Sums;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            nint stride = RowStride;
            int rows = Rows;
            TLanes lowest = TLanes.Create(double.NegativeInfinity);
            for (int j = from; j < to; j += TLanes.Count)
            {
                TLanes largest = TLanes.Load(Largest + j);
                largest.Store(Earlier + j);
                T* row = X + j;
                for (int r = 0; r < rows; r++, row += stride)
                {
                    largest = TLanes.Max(largest, TLanes.Load(row));
                }

                largest.Store(Largest + j);

                // Infinity less itself is no number; so far below, every exponential is zero.
                TLanes shift = TLanes.Select(TLanes.Equals(largest, lowest), TLanes.Zero, largest);
                TLanes sum = TLanes.Zero;
                row = X + j;
                for (int r = 0; r < rows; r++, row += stride)
                {
                    sum += TLanes.Exp(TLanes.Load(row) - shift);
                }

                sum.Store(Sums + j);
            }
        }
    }

    // Makes the totals relative to the new largest elements.
    private ref struct JoinBody : IChannelBody
    {
        public T* Largest;
        public T* Earlier;
        public T* Sums;
        public double* Totals;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            for (int j = from; j < to; j += TLanes.Count)
            {
                TLanes earlier = RowSums.Read<T, TLanes>(Earlier + j);
                TLanes largest = RowSums.Read<T, TLanes>(Largest + j);
                TLanes factor = TLanes.Select(TLanes.Equals(earlier, largest), TLanes.One, TLanes.Exp(earlier - largest));
                TLanes sums = RowSums.Read<T, TLanes>(Sums + j);
                TLanes.MultiplyAdd(TLanes.Load(Totals + j), factor, sums).Store(Totals + j);
            }
        }
    }
}
