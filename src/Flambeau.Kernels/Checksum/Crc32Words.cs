using System.Buffers.Binary;
using ArmCrc32 = System.Runtime.Intrinsics.Arm.Crc32;

namespace Flambeau.Kernels;

/// <summary>CRC-32 by the instruction of Arm64 processors that takes eight bytes at a time.</summary>
internal static class Crc32Words
{
    /// <summary>Whether this processor does it.</summary>
    public static bool IsSupported => Isa.Use128 && ArmCrc32.Arm64.IsSupported;

    /// <summary>The register after all whole words of eight bytes, which are taken off the span.</summary>
    public static uint Add(uint register, ref ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length >= sizeof(ulong))
        {
            register = ArmCrc32.Arm64.ComputeCrc32(register, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        return register;
    }
}
