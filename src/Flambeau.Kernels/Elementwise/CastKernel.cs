using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>
/// Conversion between element types as C does it: a fraction is cut off, a wider integer loses its high bits, nonzero
/// is true. Out-of-range floating values saturate at int or long before they are narrowed; NaN becomes 0.
/// </summary>
internal readonly struct CastKernel<TIn, TOut> : IUnaryKernel<TIn, TOut>
    where TIn : unmanaged
    where TOut : unmanaged
{
    private const int Chunk = 512;

    /// <inheritdoc/>
    public void Invoke(ReadOnlySpan<TIn> x, Span<TOut> y)
    {
        if (typeof(TIn) == typeof(TOut))
        {
            MemoryMarshal.Cast<TIn, TOut>(x).CopyTo(y);
        }
        else if (typeof(TOut) == typeof(bool))
        {
            FromAny(x, MemoryMarshal.Cast<TOut, bool>(y));
        }
        else if (typeof(TIn) == typeof(bool))
        {
            default(CastKernel<byte, TOut>).Invoke(MemoryMarshal.Cast<TIn, byte>(x), y);
        }
        else
        {
            ToAny(x, y);
        }
    }

    private static void FromAny(ReadOnlySpan<TIn> x, Span<bool> y)
    {
        if (typeof(TIn) == typeof(float)) { NonZero(MemoryMarshal.Cast<TIn, float>(x), y); }
        else if (typeof(TIn) == typeof(double)) { NonZero(MemoryMarshal.Cast<TIn, double>(x), y); }
        else if (typeof(TIn) == typeof(Half)) { FromHalf(MemoryMarshal.Cast<TIn, Half>(x), MemoryMarshal.Cast<bool, TOut>(y)); }
        else if (typeof(TIn) == typeof(long)) { NonZero(MemoryMarshal.Cast<TIn, long>(x), y); }
        else if (typeof(TIn) == typeof(int)) { NonZero(MemoryMarshal.Cast<TIn, int>(x), y); }
        else if (typeof(TIn) == typeof(short)) { NonZero(MemoryMarshal.Cast<TIn, short>(x), y); }
        else { NonZero(MemoryMarshal.Cast<TIn, byte>(x), y); }
    }

    private static void NonZero<T>(ReadOnlySpan<T> x, Span<bool> y)
        where T : unmanaged, INumber<T> => default(RelationKernel<Relations.NotEqual, T>).Invoke(x, T.Zero, y);

    private static void ToAny(ReadOnlySpan<TIn> x, Span<TOut> y)
    {
        if (typeof(TIn) == typeof(float)) { FromFloat(MemoryMarshal.Cast<TIn, float>(x), y); }
        else if (typeof(TIn) == typeof(double)) { FromFloat(MemoryMarshal.Cast<TIn, double>(x), y); }
        else if (typeof(TIn) == typeof(Half)) { FromHalf(MemoryMarshal.Cast<TIn, Half>(x), y); }
        else if (typeof(TIn) == typeof(long)) { FromNumber(MemoryMarshal.Cast<TIn, long>(x), y); }
        else if (typeof(TIn) == typeof(int)) { FromNumber(MemoryMarshal.Cast<TIn, int>(x), y); }
        else if (typeof(TIn) == typeof(short)) { FromNumber(MemoryMarshal.Cast<TIn, short>(x), y); }
        else if (typeof(TIn) == typeof(sbyte)) { FromNumber(MemoryMarshal.Cast<TIn, sbyte>(x), y); }
        else if (typeof(TIn) == typeof(byte)) { FromNumber(MemoryMarshal.Cast<TIn, byte>(x), y); }
        else { throw new NotSupportedException($"No conversion from {typeof(TIn)}."); }
    }

    private static void FromHalf(ReadOnlySpan<Half> x, Span<TOut> y)
    {
        Span<float> wide = stackalloc float[Chunk];
        for (int at = 0; at < x.Length; at += Chunk)
        {
            Span<float> part = wide[..Math.Min(Chunk, x.Length - at)];
            TensorPrimitives.ConvertToSingle(x.Slice(at, part.Length), part);
            default(CastKernel<float, TOut>).Invoke(part, y.Slice(at, part.Length));
        }
    }

    // Narrow integers go through int, as a C compiler's conversion does, so that -1.0 becomes 255 and not 0.
    private static void FromFloat<T>(ReadOnlySpan<T> x, Span<TOut> y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (typeof(TOut) == typeof(long))
        {
            TensorPrimitives.ConvertToInteger(x, MemoryMarshal.Cast<TOut, long>(y));
        }
        else if (typeof(TOut) == typeof(int))
        {
            TensorPrimitives.ConvertToInteger(x, MemoryMarshal.Cast<TOut, int>(y));
        }
        else if (typeof(TOut) == typeof(float) || typeof(TOut) == typeof(double) || typeof(TOut) == typeof(Half))
        {
            FromNumber(x, y);
        }
        else
        {
            Span<int> wide = stackalloc int[Chunk];
            for (int at = 0; at < x.Length; at += Chunk)
            {
                Span<int> part = wide[..Math.Min(Chunk, x.Length - at)];
                TensorPrimitives.ConvertToInteger(x.Slice(at, part.Length), part);
                FromNumber<int>(part, y.Slice(at, part.Length));
            }
        }
    }

    private static void FromNumber<T>(ReadOnlySpan<T> x, Span<TOut> y)
        where T : unmanaged, INumberBase<T>
    {
        if (typeof(TOut) == typeof(float)) { FromTo<T, float>(x, y); }
        else if (typeof(TOut) == typeof(double)) { FromTo<T, double>(x, y); }
        else if (typeof(TOut) == typeof(Half)) { FromTo<T, Half>(x, y); }
        else if (typeof(TOut) == typeof(long)) { FromTo<T, long>(x, y); }
        else if (typeof(TOut) == typeof(int)) { FromTo<T, int>(x, y); }
        else if (typeof(TOut) == typeof(short)) { FromTo<T, short>(x, y); }
        else if (typeof(TOut) == typeof(sbyte)) { FromTo<T, sbyte>(x, y); }
        else if (typeof(TOut) == typeof(byte)) { FromTo<T, byte>(x, y); }
        else { throw new NotSupportedException($"No conversion to {typeof(TOut)}."); }
    }

    private static void FromTo<T, TTo>(ReadOnlySpan<T> x, Span<TOut> y)
        where T : unmanaged, INumberBase<T>
        where TTo : unmanaged, INumberBase<TTo> =>
        TensorPrimitives.ConvertTruncating(x, MemoryMarshal.Cast<TOut, TTo>(y));
}
