using System.Buffers.Binary;

namespace Flambeau.Vision;

/// <summary>Walks the segments of a JPEG file (ITU-T T.81, annex B).</summary>
internal static class JpegLayout
{
    private const byte StartOfScan = 0xda;
    private const byte EndOfImage = 0xd9;

    /// <summary>
    /// The most scans that a file may have: encoders write a dozen, and every one, even of a few bytes, goes over the whole
    /// picture.
    /// </summary>
    public const int MaxScans = 100;

    /// <summary>True when the end marker follows the segments and scans.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="scans">The number of scans.</param>
    public static bool IsWhole(ReadOnlySpan<byte> bytes, out int scans)
    {
        scans = 0;
        int at = 2;
        while (NextMarker(bytes, ref at) is { } marker && marker != EndOfImage)
        {
            if (IsAlone(marker))
            {
                continue;
            }

            if (at + 2 > bytes.Length)
            {
                return false;
            }

            at += BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
            if (marker == StartOfScan)
            {
                scans++;
                SkipScan(bytes, ref at);
            }
        }

        return at <= bytes.Length && at >= 4 && bytes[at - 1] == EndOfImage;
    }

    // a marker is FF and a byte that is neither 00 nor FF; other bytes before it are tolerated, as decoders do
    private static byte? NextMarker(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at + 1 < bytes.Length)
        {
            if (bytes[at++] == 0xff && bytes[at] is not (0 or 0xff))
            {
                return bytes[at++];
            }
        }

        at = bytes.Length + 1;
        return null;
    }

    // restart markers and TEM have no length
    private static bool IsAlone(byte marker) => marker is (>= 0xd0 and <= 0xd8) or 1;

    // the next marker that does not belong to the scan's data
    private static void SkipScan(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at + 1 < bytes.Length && (bytes[at] != 0xff || bytes[at + 1] is 0 or 0xff or (>= 0xd0 and <= 0xd7)))
        {
            at++;
        }
    }
}
