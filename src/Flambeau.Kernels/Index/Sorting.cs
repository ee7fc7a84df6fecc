using System.Buffers;

namespace Flambeau.Kernels;

/// <summary>Sorts the rows of a contiguous [rows, n] matrix, or finds the k largest or smallest of each.</summary>
/// <remarks>Equal elements keep their order; NaN is larger than every number.</remarks>
internal static unsafe class Sorting
{
    /// <summary>Writes every row's elements in order, and where each was.</summary>
    public static void Rows<T>(
        int rows, int n, ReadOnlySpan<T> x, bool descending, Span<T> values, Span<long> indices)
        where T : unmanaged =>
        TopK(rows, n, n, x, descending, values, indices);

    /// <summary>Writes the first <paramref name="k"/> elements of every row in order, and where each was.</summary>
    public static void TopK<T>(
        int rows, int n, int k, ReadOnlySpan<T> x, bool largest, Span<T> values, Span<long> indices)
        where T : unmanaged
    {
        fixed (T* px = x, pv = values)
        fixed (long* pi = indices)
        {
            if (sizeof(T) <= sizeof(uint))
            {
                ForRows<T, ulong, NarrowSortKey<T>>(rows, n, k, px, largest, pv, pi);
            }
            else
            {
                ForRows<T, UInt128, WideSortKey<T>>(rows, n, k, px, largest, pv, pi);
            }
        }
    }

    private static void ForRows<T, TKey, TOrder>(
        int rows, int n, int k, T* x, bool descending, T* values, long* indices)
        where T : unmanaged
        where TKey : unmanaged, IComparable<TKey>
        where TOrder : struct, ISortKey<T, TKey> =>
        Workers.For(rows, 16L * n, (from, to) =>
        {
            TKey[] rented = ArrayPool<TKey>.Shared.Rent(n);
            Span<TKey> keys = rented.AsSpan(0, n);
            for (int row = from; row < to; row++)
            {
                T* source = x + (nint)row * n;
                for (int i = 0; i < n; i++)
                {
                    keys[i] = TOrder.Make(source[i], i, descending);
                }

                SortFirst(keys, k);
                for (int i = 0; i < k; i++)
                {
                    int position = TOrder.Position(keys[i]);
                    values[(nint)row * k + i] = source[position];
                    indices[(nint)row * k + i] = position;
                }
            }

            ArrayPool<TKey>.Shared.Return(rented);
        });

    // Brings the k least keys to the front, by partitions around a middle key (Hoare's selection), and sorts those.
    private static void SortFirst<TKey>(Span<TKey> keys, int k)
        where TKey : unmanaged, IComparable<TKey>
    {
        int from = 0;
        int to = keys.Length;
        while (k < to && to - from > 32)
        {
            int split = from + Partition(keys[from..to]);
            if (split > k)
            {
                to = split;
            }
            else
            {
                from = split;
            }
        }

        // All before "from" belong to the k; of the rest up to "to", sorting tells.
        keys[..to].Sort();
    }

    // Moves keys below the pivot to the front and returns how many there are, at least one and not all.
    private static int Partition<TKey>(Span<TKey> keys)
        where TKey : unmanaged, IComparable<TKey>
    {
        TKey pivot = Median(keys[0], keys[keys.Length / 2], keys[^1]);
        int low = 0;
        int high = keys.Length - 1;
        while (true)
        {
            while (keys[low].CompareTo(pivot) < 0)
            {
                low++;
            }

            while (keys[high].CompareTo(pivot) > 0)
            {
                high--;
            }

            if (low >= high)
            {
                return low;
            }

            (keys[low], keys[high]) = (keys[high], keys[low]);
            low++;
            high--;
        }
    }

    private static TKey Median<TKey>(TKey a, TKey b, TKey c)
        where TKey : IComparable<TKey>
    {
        if (a.CompareTo(b) > 0)
        {
            (a, b) = (b, a);
        }

        return c.CompareTo(a) < 0 ? a : c.CompareTo(b) > 0 ? b : c;
    }
}
