namespace Flambeau.Kernels;

/// <summary>Clears memory that is too large for one thread.</summary>
internal static unsafe class Zeros
{
    /// <summary>Writes zeros to every element, in stretches long enough for the system to write them past the caches.</summary>
    public static void Write<T>(Span<T> y)
        where T : unmanaged
    {
        fixed (T* py = y)
        {
            T* target = py;
            Workers.For(y.Length, 1, (from, to) => new Span<T>(target + from, to - from).Clear());
        }
    }
}
