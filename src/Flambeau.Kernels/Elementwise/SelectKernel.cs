using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The elements of one operand where a condition is true, of another elsewhere; <typeparamref name="T"/> is an integer of their size.</summary>
/// <param name="streams">Whether results go past the caches; see <see cref="Streaming"/>.</param>
internal readonly unsafe struct SelectKernel<T>(bool streams) : ITernaryKernel<bool, T, T, T>
    where T : unmanaged, IBinaryInteger<T>
{
    /// <inheritdoc/>
    public bool Streams => streams;

    /// <inheritdoc/>
    public void Invoke(ReadOnlySpan<bool> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> d)
    {
        fixed (bool* condition = x)
        fixed (T* yes = y, no = z, target = d)
        {
            Loop(condition, yes, no, target, d.Length, streams && (nuint)target % (nuint)sizeof(Vector<T>) == 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop(bool* x, T* y, T* z, T* d, int count, bool streams)
    {
        int at = 0;
        if (Vector.IsHardwareAccelerated)
        {
            for (; at <= count - Vector<byte>.Count; at += Vector<byte>.Count)
            {
                // where the condition is false, for a true one may have any bit
                Bytes(Vector.Equals(Vector.Load((sbyte*)x + at), Vector<sbyte>.Zero), y + at, z + at, d + at, streams);
            }
        }

        for (; at < count; at++)
        {
            d[at] = x[at] ? y[at] : z[at];
        }
    }

    // A mask of bytes is widened step by step to the elements' size.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Bytes(Vector<sbyte> isFalse, T* y, T* z, T* d, bool streams)
    {
        if (sizeof(T) == sizeof(sbyte))
        {
            Elements(isFalse.As<sbyte, T>(), y, z, d, streams);
            return;
        }

        Vector.Widen(isFalse, out Vector<short> low, out Vector<short> high);
        int half = Vector<short>.Count;
        Shorts(low, y, z, d, streams);
        Shorts(high, y + half, z + half, d + half, streams);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Shorts(Vector<short> isFalse, T* y, T* z, T* d, bool streams)
    {
        if (sizeof(T) == sizeof(short))
        {
            Elements(isFalse.As<short, T>(), y, z, d, streams);
            return;
        }

        Vector.Widen(isFalse, out Vector<int> low, out Vector<int> high);
        int half = Vector<int>.Count;
        Ints(low, y, z, d, streams);
        Ints(high, y + half, z + half, d + half, streams);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ints(Vector<int> isFalse, T* y, T* z, T* d, bool streams)
    {
        if (sizeof(T) == sizeof(int))
        {
            Elements(isFalse.As<int, T>(), y, z, d, streams);
            return;
        }

        Vector.Widen(isFalse, out Vector<long> low, out Vector<long> high);
        int half = Vector<long>.Count;
        Elements(low.As<long, T>(), y, z, d, streams);
        Elements(high.As<long, T>(), y + half, z + half, d + half, streams);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Elements(Vector<T> isFalse, T* y, T* z, T* d, bool streams) =>
        Streaming.Store(Vector.ConditionalSelect(isFalse, Vector.Load(z), Vector.Load(y)), d, streams);
}
