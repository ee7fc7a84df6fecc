using System.Globalization;

namespace Flambeau.Kernels.Tests;

/// <summary>Linux says of each piece of memory whether large pages were asked for: the flag hg in smaps.</summary>
[Collection(nameof(Workers))]
public class LargePagesTests
{
    private const string Smaps = "/proc/self/smaps";

    [Theory]
    [InlineData(4)]
    [InlineData(9)]
    [InlineData(64)]
    public unsafe void Large_blocks_ask_for_large_pages_from_the_first_byte_to_the_last(int megabytes)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux is asked");
        Assert.SkipUnless(Directory.Exists("/sys/kernel/mm/transparent_hugepage"), "this kernel has no transparent large pages");
        MemoryPool.Trim(); // a block of an earlier test would say nothing about a new one
        int bytes = megabytes << 20;
        var block = Block.Rent(bytes);
        Span<byte> span = block.AsSpan<byte>(0, bytes);
        span.Fill(1);
        fixed (byte* start = span)
        {
            var flags = Flags((ulong)start, (ulong)start + (ulong)bytes);
            Assert.SkipWhen(flags.Count == 0, "this kernel does not tell the flags of memory");
            Assert.All(flags, line => Assert.Contains(" hg", line, StringComparison.Ordinal));
        }

        block.Return();
        MemoryPool.Trim();
    }

    // the lines of flags of all pieces of memory that a range touches
    private static List<string> Flags(ulong from, ulong to)
    {
        var flags = new List<string>();
        bool inside = false;
        foreach (string line in File.ReadLines(Smaps))
        {
            string[] ends = line.Split(' ')[0].Split('-');
            if (ends.Length == 2 && IsAddress(ends[0], out ulong start) && IsAddress(ends[1], out ulong end))
            {
                inside = start < to && end > from;
            }
            else if (inside && line.StartsWith("VmFlags:", StringComparison.Ordinal))
            {
                flags.Add(line);
            }
        }

        return flags;
    }

    private static bool IsAddress(string text, out ulong address) =>
        ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out address);
}
