namespace Flambeau.Kernels.Tests;

/// <summary>The kernels other than convolutions read and write nothing outside their buffers, at any size.</summary>
public class GuardedKernelTests
{
    // Around the rows of every tile.
    private static readonly int[] s_rows = [1, 3, 8, 15];

    /// <summary>Sizes around the vectors of every width, and around a few of them together.</summary>
    public static TheoryData<int> Sizes => [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, 255, 257, 1023, 1025];

    public static TheoryData<string> Names => [.. KernelRuns<float>.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_kernel_stays_inside_its_buffers(string name)
    {
        foreach (var size in Sizes)
        {
            foreach (int rows in s_rows)
            {
                GuardedRoom.AssertSame(room => KernelRuns<float>.All[name](room, rows, size.Data));
                GuardedRoom.AssertSame(room => KernelRuns<double>.All[name](room, rows, size.Data));
            }
        }
    }
}
