using Flambeau.Kernels;

namespace Flambeau;

/// <summary>
/// How many threads work on one operation (<c>torch.set_num_threads</c>). Results do not depend on it, to the bit.
/// </summary>
public static class Threads
{
    /// <summary>
    /// The number of threads of one operation, the caller included; may be changed at any time. It starts as the value of
    /// the environment variable <c>FLAMBEAU_THREADS</c> or, without one, the number of processors.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is below 1 or above 1024.</exception>
    public static int Count
    {
        get => Workers.Count;
        set
        {
            if (value is < 1 or > Workers.MaxCount)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value), value, $"Threads.Count: must be between 1 and {Workers.MaxCount}, but got {value}.");
            }

            Workers.Count = value;
        }
    }
}
