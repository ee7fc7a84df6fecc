using Flambeau.Kernels;

namespace Flambeau;

/// <summary>
/// What tensors take of the machine's memory (<c>torch.cuda.memory_allocated</c> and its like). Memory returns to a pool by
/// itself; nothing here has to be called.
/// </summary>
/// <remarks>Tensors of less than 16 KiB are the garbage collector's own business, neither pooled nor counted.</remarks>
public static class TensorMemory
{
    /// <summary>Bytes in use by tensors, including those that nobody has yet noticed to be unused.</summary>
    public static long LiveBytes => MemoryPool.LiveBytes;

    /// <summary>Bytes that wait in the pool to be used again (<c>memory_reserved</c> less <c>memory_allocated</c>).</summary>
    public static long PooledBytes => MemoryPool.PooledBytes;

    /// <summary>The most <see cref="LiveBytes"/> since the start or the last <see cref="ResetPeak"/> (<c>max_memory_allocated</c>).</summary>
    public static long PeakBytes => MemoryPool.PeakBytes;

    /// <summary>Starts measuring <see cref="PeakBytes"/> anew (<c>reset_peak_memory_stats</c>).</summary>
    public static void ResetPeak() => MemoryPool.ResetPeak();

    /// <summary>Gives all memory that is not in use back to the system (<c>empty_cache</c>); takes a full garbage collection.</summary>
    public static void Trim() => MemoryPool.Trim();
}
