using System.Buffers.Binary;

namespace Flambeau.Kernels;

/// <summary>CRC-32 on any machine: eight table look-ups per eight bytes ("slicing by 8").</summary>
internal static class Crc32Table
{
    private const int Slices = 8;

    private static readonly uint[] s_table = Build();

    /// <summary>The register after some bytes.</summary>
    public static uint Add(uint register, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<uint> table = s_table;
        while (bytes.Length >= Slices)
        {
            uint low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ register;
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            register = table[(7 * 256) + (byte)low] ^ table[(6 * 256) + (byte)(low >> 8)]
                ^ table[(5 * 256) + (byte)(low >> 16)] ^ table[(4 * 256) + (byte)(low >> 24)]
                ^ table[(3 * 256) + (byte)high] ^ table[(2 * 256) + (byte)(high >> 8)]
                ^ table[256 + (byte)(high >> 16)] ^ table[(byte)(high >> 24)];
            bytes = bytes[Slices..];
        }

        foreach (byte value in bytes)
        {
            register = (register >> 8) ^ table[(byte)(register ^ value)];
        }

        return register;
    }

    /// <summary>Entry [k][b] is the register after byte b followed by k zero bytes.</summary>
    private static uint[] Build()
    {
        uint[] table = new uint[Slices * 256];
        for (uint value = 0; value < 256; value++)
        {
            uint register = value;
            for (int bit = 0; bit < 8; bit++)
            {
                register = (register >> 1) ^ ((register & 1) * Crc32.Polynomial);
            }

            table[value] = register;
        }

        for (int i = 256; i < table.Length; i++)
        {
            uint shorter = table[i - 256];
            table[i] = (shorter >> 8) ^ table[(byte)shorter];
        }

        return table;
    }
}
