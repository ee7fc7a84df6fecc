namespace Flambeau.Kernels.Tests;

/// <summary>Every kernel gives the same bits for any number of threads; <c>ConvDeterminismTests</c> does it for convolutions.</summary>
[Collection(nameof(Threads))]
public class ThreadCountTests
{
    public static TheoryData<string> Names => GuardedKernelTests.Names;

    /// <summary>Long rows, many rows, and many short ones, each enough for several threads.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Results_do_not_depend_on_the_number_of_threads(string name)
    {
        foreach ((int rows, int n) in (ReadOnlySpan<(int, int)>)[(3, 20_011), (211, 307), (5003, 13)])
        {
            Threads.Agree(room => KernelRuns<float>.All[name](room, rows, n));
            Threads.Agree(room => KernelRuns<double>.All[name](room, rows, n));
        }
    }
}
