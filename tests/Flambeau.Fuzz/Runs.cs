namespace Flambeau.Fuzz;

/// <summary>
/// Short forms of long files: a mark and a number stand for so many pieces of known bytes, so that a fuzzer has little to
/// change in what nobody looks at.
/// </summary>
internal static class Runs
{
    /// <summary>The bytes of one piece: a picture of CIFAR's.</summary>
    public const int Piece = 3072;

    private const int Period = 251;

    // A few short bytes are not to make hundreds of megabytes; whatever more is asked for is left out.
    private const int MaximumLength = 2 << 20;

    private static readonly byte[] s_mark = [0xf1, .. "RUN"u8];

    private static readonly byte[] s_all = Bytes(byte.MaxValue + 1);

    /// <summary>The known bytes.</summary>
    public static byte[] Bytes(int pieces) => [.. Enumerable.Range(0, pieces * Piece).Select(i => (byte)(i % Period))];

    /// <summary>Puts marks in the place of a run of so many pieces.</summary>
    public static byte[] Collapse(byte[] file, int pieces)
    {
        int at = file.AsSpan().IndexOf(Bytes(pieces));
        return at < 0
            ? throw new ArgumentException("the file does not have the run", nameof(file))
            : [.. file[..at], .. s_mark, (byte)(pieces - 1), .. file[(at + (pieces * Piece))..]];
    }

    /// <summary>Puts runs in the place of the marks.</summary>
    public static byte[] Expand(byte[] file)
    {
        var result = new MemoryStream();
        ReadOnlySpan<byte> rest = file;
        for (int at = rest.IndexOf(s_mark); at >= 0 && at + s_mark.Length < rest.Length; at = rest.IndexOf(s_mark))
        {
            result.Write(rest[..at]);
            int length = (rest[at + s_mark.Length] + 1) * Piece;
            if (result.Length + length <= MaximumLength)
            {
                result.Write(s_all.AsSpan(0, length));
            }

            rest = rest[(at + s_mark.Length + 1)..];
        }

        result.Write(rest);
        return result.ToArray();
    }
}
