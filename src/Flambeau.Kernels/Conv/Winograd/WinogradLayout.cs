namespace Flambeau.Kernels;

/// <summary>
/// Distances in Winograd's buffers, in floats, where a plane belongs to one of the products of a tile.
/// </summary>
internal static class WinogradLayout
{
    /// <summary>The bytes of a second-level cache, where the processor does not tell them what most have.</summary>
    public static readonly long CacheBytes = Math.Max(SecondLevelCache.Bytes, 1 << 20);

    // Half of a typical last-level cache, and the weights that still leave room for a block in it.
    private const long LastLevelBytes = 20 << 20, ManyWeightBytes = 16 << 20;

    // Weights that every block can read again at little cost.
    private const long FewWeightBytes = 3 << 20;

    // One cache line more than a round number keeps rows and planes off a single cache set.
    private const int Line = 16;

    /// <summary>Floats from one tile's channels to the next tile's.</summary>
    public static int Row(int channels) => (channels + Line - 1) / Line * Line + Line;

    /// <summary>Floats from one tile's sums to the next tile's: whole panels.</summary>
    public static int SumRow(in ConvPass pass, int columns) => Row(WeightPanels.PerGroup(in pass, columns) * columns);

    /// <summary>Floats from one plane of tiles to the next.</summary>
    public static nint Plane(int tiles, int row) => (nint)tiles * row + Line;

    /// <summary>Floats from one plane of transformed weights to the next: [panel][source channel][column].</summary>
    public static nint WeightPlane(in ConvPass pass, int columns) =>
        (nint)WeightPanels.PerGroup(in pass, columns) * columns * pass.In + Line;

    /// <summary>
    /// Bytes of factors and sums in one block, so that either they stay in a second-level cache or weights are read
    /// rarely.
    /// </summary>
    public static long BlockBytes(long allBytes, long weightBytes, long smallBytes)
    {
        long most = weightBytes <= FewWeightBytes ? 2 * smallBytes : LastLevelBytes;
        bool isSmall = allBytes > most && weightBytes <= ManyWeightBytes;
        return isSmall ? smallBytes : LastLevelBytes;
    }
}
