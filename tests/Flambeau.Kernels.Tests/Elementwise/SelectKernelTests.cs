using System.Numerics;
using System.Runtime.InteropServices;

namespace Flambeau.Kernels.Tests;

public class SelectKernelTests
{
    [Theory]
    [MemberData(nameof(GuardedKernelTests.Sizes), MemberType = typeof(GuardedKernelTests))]
    public void Each_element_comes_from_where_the_condition_says(int n)
    {
        Check<long>(n);
        Check<int>(n);
        Check<short>(n);
        Check<byte>(n);
    }

    private static void Check<T>(int n)
        where T : unmanaged, IBinaryInteger<T>
    {
        // whatever is not 0 is true; as many as no vector has lanes
        byte[] condition = [.. Enumerable.Range(0, n).Select(i => (byte)((i % 7) switch { 1 => 1, 3 => 2, 4 => 128, 5 => 255, _ => 0 }))];
        T[] y = [.. Enumerable.Range(0, n).Select(i => T.CreateTruncating(i * 0x0123456789ABCDEFL))];
        T[] z = [.. y.Select(value => ~value)];
        T[] expected = [.. condition.Select((value, i) => value != 0 ? y[i] : z[i])];
        var d = new T[n];
        new SelectKernel<T>(streams: false).Invoke(MemoryMarshal.Cast<byte, bool>(condition), y, z, d);
        Assert.Equal(expected, d);
        CheckPastCaches(condition, y, z, expected);

        new SelectKernel<T>(streams: false).Invoke(MemoryMarshal.Cast<byte, bool>(condition), y, z, z);
        Assert.Equal(expected, z);
    }

    // wherever the destination begins: writes past the caches need an aligned one
    private static void CheckPastCaches<T>(byte[] condition, T[] y, T[] z, T[] expected)
        where T : unmanaged, IBinaryInteger<T>
    {
        Block block = Block.Rent((y.Length + 16) * 8);
        for (int offset = 0; offset <= 16; offset++)
        {
            Span<T> d = block.AsSpan<T>(offset, y.Length);
            d.Clear();
            new SelectKernel<T>(streams: true).Invoke(MemoryMarshal.Cast<byte, bool>(condition), y, z, d);
            Assert.Equal(expected, d.ToArray());
        }
    }
}
