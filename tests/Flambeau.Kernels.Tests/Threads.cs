namespace Flambeau.Kernels.Tests;

/// <summary>Runs the same work with several thread counts; tests that use it share one collection.</summary>
[CollectionDefinition(nameof(Threads), DisableParallelization = true)]
public sealed class Threads
{
    /// <summary>Asserts that a result does not depend on the number of threads, to the bit.</summary>
    internal static void Agree<T>(Func<T[]> work)
    {
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            T[] expected = work();
            foreach (int count in new[] { 2, 3, 7 })
            {
                Workers.Count = count;
                Assert.Equal(expected, work());
            }
        }
        finally
        {
            Workers.Count = before;
        }
    }
}
