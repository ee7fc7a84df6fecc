using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Flambeau.Kernels;

/// <summary>Fills spans with random numbers, draw for draw as PyTorch's CPU generator does.</summary>
internal static partial class RandomFill
{
    private const int Chunk = 2048;
    private const float FloatStep = 1f / (1 << 24);
    private const double DoubleStep = 1.0 / (1L << 53);
    private const ulong DoubleMask = (1UL << 53) - 1;

    /// <summary>One double uniform in [0, 1).</summary>
    public static double Uniform(Mt19937 generator) => (long)(generator.Next64() & DoubleMask) * DoubleStep;

    /// <summary>Uniform floats in [from, to): 24 random bits each.</summary>
    public static void Uniform(Mt19937 generator, float from, float to, Span<float> y)
    {
        for (int at = 0; at < y.Length; at += Chunk)
        {
            Span<float> part = y.Slice(at, Math.Min(Chunk, y.Length - at));
            generator.Fill(MemoryMarshal.Cast<float, uint>(part));
            ToUniform(part, to - from, from);
        }
    }

    /// <summary>Uniform doubles in [from, to): 53 random bits each.</summary>
    public static void Uniform(Mt19937 generator, double from, double to, Span<double> y)
    {
        double range = to - from;
        for (int at = 0; at < y.Length; at += Chunk)
        {
            Span<ulong> bits = MemoryMarshal.Cast<double, ulong>(y.Slice(at, Math.Min(Chunk, y.Length - at)));
            generator.Fill(MemoryMarshal.Cast<ulong, uint>(bits));
            for (int i = 0; i < bits.Length; i++)
            {
                y[at + i] = Math.FusedMultiplyAdd((long)(InOrder(bits[i]) & DoubleMask) * DoubleStep, range, from);
            }
        }
    }

    // Two draws read as one: the first is the high half, whatever the machine's byte order.
    private static ulong InOrder(ulong bits) =>
        BitConverter.IsLittleEndian ? BitOperations.RotateLeft(bits, 32) : bits;

    // Turns random bits into numbers in place. The range is applied with one rounding, as PyTorch's AVX2 build does:
    // with two, every other number of a range such as [-0.1, 0.3) would differ in the last bit.
    private static void ToUniform(Span<float> y, float range, float from)
    {
        ref float to = ref MemoryMarshal.GetReference(y);
        nuint i = 0;
        for (; (int)i <= y.Length - Vector256<float>.Count; i += (nuint)Vector256<float>.Count)
        {
            Vector256<int> bits = Vector256.LoadUnsafe(ref to, i).AsInt32() & Vector256.Create(0xFFFFFF);
            Vector256<float> unit = Vector256.ConvertToSingle(bits) * FloatStep;
            Vector256.FusedMultiplyAdd(unit, Vector256.Create(range), Vector256.Create(from)).StoreUnsafe(ref to, i);
        }

        for (; (int)i < y.Length; i++)
        {
            int bits = BitConverter.SingleToInt32Bits(y[(int)i]) & 0xFFFFFF;
            y[(int)i] = MathF.FusedMultiplyAdd(bits * FloatStep, range, from);
        }
    }
}
