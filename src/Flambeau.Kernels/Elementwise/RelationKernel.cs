using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Whether a relation holds between elements, one byte for each pair.</summary>
internal readonly unsafe struct RelationKernel<TRelation, T> : IBinaryKernel<T, bool>
    where TRelation : struct, IRelation
    where T : unmanaged, INumber<T>
{
    private interface IOperand
    {
        T One(int at);

        Vector<T> Lanes(int at);
    }

    /// <inheritdoc/>
    public void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<bool> d)
    {
        fixed (T* first = x, second = y)
        fixed (bool* target = d)
        {
            Loop(new Elements(first), new Elements(second), target, d.Length);
        }
    }

    /// <inheritdoc/>
    public void Invoke(ReadOnlySpan<T> x, T y, Span<bool> d)
    {
        fixed (T* first = x)
        fixed (bool* target = d)
        {
            Loop(new Elements(first), new Repeated(y), target, d.Length);
        }
    }

    /// <inheritdoc/>
    public void Invoke(T x, ReadOnlySpan<T> y, Span<bool> d)
    {
        fixed (T* second = y)
        fixed (bool* target = d)
        {
            Loop(new Repeated(x), new Elements(second), target, d.Length);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<TFirst, TSecond>(TFirst x, TSecond y, bool* d, int count)
        where TFirst : struct, IOperand
        where TSecond : struct, IOperand
    {
        int at = 0;
        if (Vector.IsHardwareAccelerated)
        {
            for (; at <= count - Vector<byte>.Count; at += Vector<byte>.Count)
            {
                (Bytes(x, y, at).As<sbyte, byte>() & Vector<byte>.One).Store((byte*)d + at);
            }
        }

        for (; at < count; at++)
        {
            d[at] = TRelation.Holds(x.One(at), y.One(at));
        }
    }

    // Masks of wider lanes are narrowed step by step until a vector of bytes is full. Saturation keeps all bits and none, and is
    // the cheaper way but for the widest lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<sbyte> Bytes<TFirst, TSecond>(TFirst x, TSecond y, int at)
        where TFirst : struct, IOperand
        where TSecond : struct, IOperand =>
        sizeof(T) == sizeof(sbyte)
            ? Mask(x, y, at).As<T, sbyte>()
            : Vector.NarrowWithSaturation(Shorts(x, y, at), Shorts(x, y, at + Vector<short>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<short> Shorts<TFirst, TSecond>(TFirst x, TSecond y, int at)
        where TFirst : struct, IOperand
        where TSecond : struct, IOperand =>
        sizeof(T) == sizeof(short)
            ? Mask(x, y, at).As<T, short>()
            : Vector.NarrowWithSaturation(Ints(x, y, at), Ints(x, y, at + Vector<int>.Count));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Ints<TFirst, TSecond>(TFirst x, TSecond y, int at)
        where TFirst : struct, IOperand
        where TSecond : struct, IOperand =>
        sizeof(T) == sizeof(int)
            ? Mask(x, y, at).As<T, int>()
            : Vector.Narrow(Mask(x, y, at).As<T, long>(), Mask(x, y, at + Vector<long>.Count).As<T, long>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Mask<TFirst, TSecond>(TFirst x, TSecond y, int at)
        where TFirst : struct, IOperand
        where TSecond : struct, IOperand => TRelation.Mask(x.Lanes(at), y.Lanes(at));

    private readonly struct Elements(T* first) : IOperand
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T One(int at) => first[at];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Lanes(int at) => Vector.Load(first + at);
    }

    private readonly struct Repeated(T value) : IOperand
    {
        private readonly Vector<T> _lanes = new(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T One(int at) => _lanes[0];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector<T> Lanes(int at) => _lanes;
    }
}
