namespace Flambeau.Kernels.Tests;

/// <summary>The checksum of Python's zlib.crc32, by which long expected arrays are compared.</summary>
internal static class Crc32
{
    public static uint HashToUInt32(ReadOnlySpan<byte> bytes)
    {
        uint crc = ~0u;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
            }
        }

        return ~crc;
    }
}
