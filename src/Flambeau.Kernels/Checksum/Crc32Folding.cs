using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Flambeau.Kernels;

/// <summary>
/// CRC-32 by carry-less multiplication: 64 bytes at a time are replaced by 64 others further on that leave the same
/// remainder (Gopal et al. 2009, Fast CRC computation for generic polynomials using PCLMULQDQ).
/// </summary>
internal static class Crc32Folding
{
    private const int LaneBytes = 16;
    private const int Lanes = 4;
    private const int BlockBytes = Lanes * LaneBytes;

    /// <summary>Whether this processor does it.</summary>
    public static bool IsSupported => Isa.Use128 && Pclmulqdq.IsSupported;

    // x^(512 + 32), x^(512 - 32) and x^(128 + 32), x^(128 - 32), each modulo the polynomial, reflected and shifted by one.
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
        var a = Load(ref start, 0) ^ Vector128.CreateScalar((ulong)register);
        var b = Load(ref start, 1);
        var c = Load(ref start, 2);
        var d = Load(ref start, 3);
        int end = bytes.Length / BlockBytes * Lanes;
        for (int lane = Lanes; lane < end; lane += Lanes)
        {
            a = Fold(a, Over512) ^ Load(ref start, lane);
            b = Fold(b, Over512) ^ Load(ref start, lane + 1);
            c = Fold(c, Over512) ^ Load(ref start, lane + 2);
            d = Fold(d, Over512) ^ Load(ref start, lane + 3);
        }

        b ^= Fold(a, Over128);
        c ^= Fold(b, Over128);
        d ^= Fold(c, Over128);
        bytes = bytes[(end * LaneBytes)..];

        // What is left stands for everything before it, the register included.
        Span<byte> rest = stackalloc byte[LaneBytes];
        d.AsByte().CopyTo(rest);
        return Crc32Table.Add(0, rest);
    }

    private static Vector128<ulong> Load(ref byte start, int lane) =>
        Vector128.LoadUnsafe(ref start, (nuint)lane * LaneBytes).AsUInt64();

    private static Vector128<ulong> Fold(Vector128<ulong> value, Vector128<ulong> over) =>
        Pclmulqdq.CarrylessMultiply(value, over, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, over, 0x11);
}
