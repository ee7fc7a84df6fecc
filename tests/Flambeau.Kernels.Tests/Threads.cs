namespace Flambeau.Kernels.Tests;

/// <summary>Runs the same work with several thread counts; tests that use it share one collection.</summary>
[CollectionDefinition(nameof(Threads), DisableParallelization = true)]
public sealed class Threads
{
    /// <summary>Asserts that what a kernel leaves in its buffers does not depend on the number of threads, to the bit.</summary>
    internal static void Agree(Action<GuardedRoom> kernel)
    {
        int before = Workers.Count;
        try
        {
            Workers.Count = 1;
            var inputs = new GuardedRoom.Inputs();
            byte[][] expected = GuardedRoom.Results(kernel, inputs);
            foreach (int count in new[] { 2, 3, 7 })
            {
                Workers.Count = count;
                byte[][] actual = GuardedRoom.Results(kernel, inputs);
                Assert.Equal(expected.Length, actual.Length);
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.True(expected[i].AsSpan().SequenceEqual(actual[i]), $"buffer {i} differs, {count} threads");
                }
            }
        }
        finally
        {
            Workers.Count = before;
        }
    }
}
