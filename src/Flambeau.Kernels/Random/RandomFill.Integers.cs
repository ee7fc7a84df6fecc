using System.Numerics;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

internal static partial class RandomFill
{
    private const int BernoulliChunk = 256;

    /// <summary>
    /// Integers in [low, low + range) by remainder: one draw each for a range below 2^32, two above; a range of 0 means
    /// 2^64.
    /// </summary>
    public static void Integers<T>(Mt19937 generator, long low, ulong range, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        if (range is > 0 and < (1UL << 32))
        {
            uint divisor = (uint)range;
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = T.CreateTruncating(low + generator.Next() % divisor);
            }

            return;
        }

        for (int i = 0; i < y.Length; i++)
        {
            ulong drawn = generator.Next64();
            y[i] = T.CreateTruncating(low + (long)(range == 0 ? drawn : drawn % range));
        }
    }

    /// <summary>A random permutation of 0 .. n-1.</summary>
    public static void Permutation(Mt19937 generator, Span<long> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = i;
        }

        for (int i = 0; i < y.Length - 1; i++)
        {
            int other = i + (int)(generator.Next() % (uint)(y.Length - i));
            (y[i], y[other]) = (y[other], y[i]);
        }
    }

    /// <summary>One with probability p, else zero: two draws each, compared in double precision.</summary>
    public static void Bernoulli<T>(Mt19937 generator, double p, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        // A uniform below p is an integer below this, and the sign of their difference says so without a branch.
        long limit = (long)Math.Ceiling(Math.Clamp(p, 0, 1) / DoubleStep);
        Span<ulong> drawn = stackalloc ulong[BernoulliChunk];
        for (int at = 0; at < y.Length; at += BernoulliChunk)
        {
            Span<T> part = y.Slice(at, Math.Min(BernoulliChunk, y.Length - at));
            Span<ulong> bits = drawn[..part.Length];
            generator.Fill(MemoryMarshal.Cast<ulong, uint>(bits));
            for (int i = 0; i < part.Length; i++)
            {
                part[i] = T.CreateTruncating((int)((ulong)((long)(InOrder(bits[i]) & DoubleMask) - limit) >> 63));
            }
        }
    }

    /// <summary>One with each element's own float probability, else zero: one draw each.</summary>
    public static void Bernoulli<T>(Mt19937 generator, ReadOnlySpan<float> p, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = (generator.Next() & 0xFFFFFF) * FloatStep < p[i] ? T.One : T.Zero;
        }
    }

    /// <summary>One with each element's own double probability, else zero: two draws each.</summary>
    public static void Bernoulli<T>(Mt19937 generator, ReadOnlySpan<double> p, Span<T> y)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Uniform(generator) < p[i] ? T.One : T.Zero;
        }
    }
}
