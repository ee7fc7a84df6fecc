using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The four operations on contiguous elements of any number type.</summary>
internal static class Arithmetic
{
    /// <summary>The sum of each pair.</summary>
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged, INumber<T>
    {
        if (!TryRun(default(Sum), x, y, d))
        {
            TensorPrimitives.Add(x, y, d);
        }
    }

    /// <summary>The difference of each pair.</summary>
    public static void Subtract<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged, INumber<T>
    {
        if (!TryRun(default(Difference), x, y, d))
        {
            TensorPrimitives.Subtract(x, y, d);
        }
    }

    /// <summary>The product of each pair.</summary>
    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged, INumber<T>
    {
        if (!TryRun(default(Product), x, y, d))
        {
            TensorPrimitives.Multiply(x, y, d);
        }
    }

    /// <summary>The quotient of each pair.</summary>
    public static void Divide<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged, INumber<T>
    {
        if (!TryRun(default(Quotient), x, y, d))
        {
            TensorPrimitives.Divide(x, y, d);
        }
    }

    // TensorPrimitives writes past the caches from 256 KiB on, long before a result leaves them by itself.
    private static bool TryRun<T, TPair>(TPair pair, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d)
        where T : unmanaged
        where TPair : struct, IVectorPair
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            return false;
        }

        VectorLoop.RunPair(pair, x, y, d, Streaming.PaysForRange((long)d.Length * Unsafe.SizeOf<T>()));
        return true;
    }

    private readonly struct Sum : IVectorPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => x + y;
    }

    private readonly struct Difference : IVectorPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => x - y;
    }

    private readonly struct Product : IVectorPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => x * y;
    }

    private readonly struct Quotient : IVectorPair
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => x / y;
    }
}
