namespace Flambeau.Kernels;

/// <summary>How much of a product is packed at a time, and how lines are cut into panels and parts.</summary>
internal static class Blocking
{
    /// <summary>
    /// The most bytes of packed columns at a time: they stay in the second-level cache. The larger it is, the less often
    /// rows are read again: where it has 2 MiB, 1100 kB in place of 448 took 0.97 of the time for 2048 x 2048 x 2048.
    /// </summary>
    public static readonly int ColumnBytes = (SecondLevelCache.Bytes >= 2 << 20 ? 1100 : 448) * 1024;

    /// <summary>The most bytes of packed rows at a time, where one panel of columns meets several: a fraction of a second-level cache.</summary>
    public const int RowBytes = 128 * 1024;

    /// <summary>Where part <paramref name="index"/> of <paramref name="parts"/> nearly equal parts starts.</summary>
    public static int Part(int length, int parts, int index) => (int)((long)length * index / parts);

    /// <summary>The number of panels of at most <paramref name="size"/> lines.</summary>
    public static int Panels(int lines, int size) => (lines + size - 1) / size;
}
