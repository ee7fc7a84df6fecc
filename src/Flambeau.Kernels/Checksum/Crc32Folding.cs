using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <summary>
/// CRC-32 by carry-less multiplication: 64 bytes at a time, or 256 where vectors have 512 bits, are replaced by as many
/// further on that leave the same remainder (Gopal et al. 2009, Fast CRC computation for generic polynomials using PCLMULQDQ).
/// </summary>
internal static class Crc32Folding
{
    private const int LaneBytes = 16;
    private const int Lanes = 4;
    private const int BlockBytes = Lanes * LaneBytes;
    private const int WideBytes = Lanes * BlockBytes;

    /// <summary>Whether this processor does it.</summary>
    public static bool IsSupported => Isa.Use128 && Pclmulqdq.IsSupported;

    private static bool UseWide => Isa.Use512 && Pclmulqdq.V512.IsSupported;

    // x^(n + 32) and x^(n - 32), each modulo the polynomial, reflected and shifted by one, for n = 2048, 512 and 128.
    private static Vector512<ulong> WideOver2048 => Vector512.Create(Vector256.Create(Over2048));

    private static Vector512<ulong> WideOver512 => Vector512.Create(Vector256.Create(Over512));

    private static Vector128<ulong> Over2048 => Vector128.Create(0x1_1542_778aUL, 0x1_322d_1430UL);

    private static Vector128<ulong> Over512 => Vector128.Create(0x1_5444_2bd4UL, 0x1_c6e4_1596UL);

    private static Vector128<ulong> Over128 => Vector128.Create(0x1_7519_97d0UL, 0x0_ccaa_009eUL);

    /// <summary>The register after all whole blocks of 64 bytes, which are taken off the span; nothing below two of them.</summary>
    public static uint Add(uint register, ref ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 * BlockBytes)
        {
            return register;
        }

        ref byte start = ref MemoryMarshal.GetReference(bytes);
        int end = bytes.Length / BlockBytes * BlockBytes;
        var last = UseWide && end >= 2 * WideBytes
            ? FoldWide(register, ref start, end)
            : FoldNarrow(register, ref start, end);
        bytes = bytes[end..];

        // What is left stands for everything before it, the register included.
        Span<byte> rest = stackalloc byte[LaneBytes];
        last.AsByte().CopyTo(rest);
        return Crc32Table.Add(0, rest);
    }

    private static Vector128<ulong> FoldNarrow(uint register, ref byte start, int end)
    {
        var a = Load(ref start, 0) ^ Vector128.CreateScalar((ulong)register);
        var b = Load(ref start, LaneBytes);
        var c = Load(ref start, 2 * LaneBytes);
        var d = Load(ref start, 3 * LaneBytes);
        for (int i = BlockBytes; i < end; i += BlockBytes)
        {
            a = Fold(a, Over512) ^ Load(ref start, i);
            b = Fold(b, Over512) ^ Load(ref start, i + LaneBytes);
            c = Fold(c, Over512) ^ Load(ref start, i + (2 * LaneBytes));
            d = Fold(d, Over512) ^ Load(ref start, i + (3 * LaneBytes));
        }

        return Join(a, b, c, d);
    }

    private static Vector128<ulong> FoldWide(uint register, ref byte start, int end)
    {
        var a = LoadWide(ref start, 0) ^ Vector512.CreateScalar((ulong)register);
        var b = LoadWide(ref start, BlockBytes);
        var c = LoadWide(ref start, 2 * BlockBytes);
        var d = LoadWide(ref start, 3 * BlockBytes);
        int i = WideBytes;
        for (; i + WideBytes <= end; i += WideBytes)
        {
            a = Fold(a, WideOver2048) ^ LoadWide(ref start, i);
            b = Fold(b, WideOver2048) ^ LoadWide(ref start, i + BlockBytes);
            c = Fold(c, WideOver2048) ^ LoadWide(ref start, i + (2 * BlockBytes));
            d = Fold(d, WideOver2048) ^ LoadWide(ref start, i + (3 * BlockBytes));
        }

        b ^= Fold(a, WideOver512);
        c ^= Fold(b, WideOver512);
        d ^= Fold(c, WideOver512);
        for (; i < end; i += BlockBytes)
        {
            d = Fold(d, WideOver512) ^ LoadWide(ref start, i);
        }

        var (low, high) = (d.GetLower(), d.GetUpper());
        return Join(low.GetLower(), low.GetUpper(), high.GetLower(), high.GetUpper());
    }

    private static Vector128<ulong> Join(Vector128<ulong> a, Vector128<ulong> b, Vector128<ulong> c, Vector128<ulong> d)
    {
        b ^= Fold(a, Over128);
        c ^= Fold(b, Over128);
        return d ^ Fold(c, Over128);
    }

    private static Vector128<ulong> Load(ref byte start, int offset) =>
        Vector128.LoadUnsafe(ref start, (nuint)offset).AsUInt64();

    private static Vector512<ulong> LoadWide(ref byte start, int offset) =>
        Vector512.LoadUnsafe(ref start, (nuint)offset).AsUInt64();

    private static Vector128<ulong> Fold(Vector128<ulong> value, Vector128<ulong> over) =>
        Pclmulqdq.CarrylessMultiply(value, over, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, over, 0x11);

    private static Vector512<ulong> Fold(Vector512<ulong> value, Vector512<ulong> over) =>
        Pclmulqdq.V512.CarrylessMultiply(value, over, 0x00) ^ Pclmulqdq.V512.CarrylessMultiply(value, over, 0x11);
}
