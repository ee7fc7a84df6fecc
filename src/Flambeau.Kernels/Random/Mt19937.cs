using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Flambeau.Kernels;

/// <summary>
/// The Mersenne twister MT19937 (Matsumoto and Nishimura, 1998) with PyTorch's seeding, drawn one number at a time or
/// in bulk from vectorised blocks of 624. Not safe for use by several threads at once.
/// </summary>
internal sealed partial class Mt19937
{
    private const int Words = 624;
    private const int Shift = 397;
    private const uint MatrixA = 0x9908b0df;

    private readonly uint[] _state = new uint[Words];

    // PyTorch's own counters: _left is one more than the words of the block not yet drawn, _next the word to draw.
    private int _left;
    private int _next;

    /// <summary>A generator seeded as PyTorch's <c>manual_seed</c> does: by the low 32 bits.</summary>
    public Mt19937(ulong seed) => Seed(seed);

    /// <summary>The seed last given.</summary>
    public ulong InitialSeed { get; private set; }

    /// <summary>The second half of the last Box-Muller pair that a scalar normal draw left, if any.</summary>
    public double? CachedNormal { get; set; }

    /// <summary>Starts again from a seed.</summary>
    public void Seed(ulong seed)
    {
        InitialSeed = seed;
        CachedNormal = null;
        uint word = (uint)seed;
        _state[0] = word;
        for (uint i = 1; i < Words; i++)
        {
            word = 1812433253 * (word ^ (word >> 30)) + i;
            _state[i] = word;
        }

        _left = 1;
        _next = 0;
    }

    /// <summary>Takes over another generator's whole state.</summary>
    public void CopyFrom(Mt19937 other)
    {
        other._state.CopyTo(_state, 0);
        (_left, _next, InitialSeed, CachedNormal) = (other._left, other._next, other.InitialSeed, other.CachedNormal);
    }

    /// <summary>A generator that will draw the same numbers.</summary>
    public Mt19937 Clone()
    {
        var clone = new Mt19937(0);
        clone.CopyFrom(this);
        return clone;
    }

    /// <summary>The next 32 random bits.</summary>
    public uint Next()
    {
        if (--_left == 0)
        {
            Regenerate();
            _left = Words;
        }

        return Temper(_state[_next++]);
    }

    /// <summary>The next 64 random bits; the first draw is the high half.</summary>
    public ulong Next64()
    {
        ulong high = Next();
        return (high << 32) | Next();
    }

    /// <summary>Draws as many numbers as the span holds.</summary>
    public void Fill(Span<uint> y)
    {
        while (y.Length > 0)
        {
            if (_left == 1)
            {
                Regenerate();
                _left = Words + 1;
            }

            int count = Math.Min(_left - 1, y.Length);
            TemperTo(_state.AsSpan(_next, count), y);
            _next += count;
            _left -= count;
            y = y[count..];
        }
    }

    private static uint Temper(uint y)
    {
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    private static void TemperTo(ReadOnlySpan<uint> x, Span<uint> y)
    {
        ref uint from = ref MemoryMarshal.GetReference(x);
        ref uint to = ref MemoryMarshal.GetReference(y);
        nuint i = 0;
        for (; (int)i <= x.Length - Vector256<uint>.Count; i += (nuint)Vector256<uint>.Count)
        {
            Vector256<uint> v = Vector256.LoadUnsafe(ref from, i);
            v ^= v >> 11;
            v ^= (v << 7) & Vector256.Create(0x9d2c5680u);
            v ^= (v << 15) & Vector256.Create(0xefc60000u);
            v ^= v >> 18;
            v.StoreUnsafe(ref to, i);
        }

        for (; (int)i < x.Length; i++)
        {
            Unsafe.Add(ref to, i) = Temper(Unsafe.Add(ref from, i));
        }
    }

    // The recurrence reaches 227 words ahead, so eight neighbours never depend on each other.
    private void Regenerate()
    {
        ref uint state = ref MemoryMarshal.GetArrayDataReference(_state);
        Twist(ref state, 0, Words - Shift, Shift);
        Twist(ref state, Words - Shift, Words - 1, Shift - Words);
        state = ref Unsafe.Add(ref state, Words - 1);
        state = _state[Shift - 1] ^ TwistOne(state, _state[0]);
        _next = 0;
    }

    private static void Twist(ref uint state, int from, int to, int distance)
    {
        int i = from;
        for (; i <= to - Vector256<uint>.Count; i += Vector256<uint>.Count)
        {
            Vector256<uint> here = Vector256.LoadUnsafe(ref state, (nuint)i);
            Vector256<uint> next = Vector256.LoadUnsafe(ref state, (nuint)(i + 1));
            Vector256<uint> ahead = Vector256.LoadUnsafe(ref state, (nuint)(i + distance));
            Vector256<uint> mixed = (here & Vector256.Create(0x80000000u)) | (next & Vector256.Create(0x7fffffffu));
            Vector256<uint> odd = Vector256<uint>.Zero - (next & Vector256<uint>.One);
            (ahead ^ (mixed >> 1) ^ (odd & Vector256.Create(MatrixA))).StoreUnsafe(ref state, (nuint)i);
        }

        for (; i < to; i++)
        {
            Unsafe.Add(ref state, i) = Unsafe.Add(ref state, i + distance)
                ^ TwistOne(Unsafe.Add(ref state, i), Unsafe.Add(ref state, i + 1));
        }
    }

    private static uint TwistOne(uint here, uint next)
    {
        uint mixed = (here & 0x80000000) | (next & 0x7fffffff);
        return (mixed >> 1) ^ ((next & 1) * MatrixA);
    }
}
