using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>A storage that lies in a file; it takes memory only while a tensor over it is in use.</summary>
/// <param name="id">
/// Its number in the file, counted from 0 in the order in which tensors name them, or from -1 down for numpy's arrays.
/// </param>
/// <param name="byteCount">The number of its bytes.</param>
internal sealed class StoredStorage(int id, long byteCount)
{
    private readonly Lock _gate = new();
    private readonly WeakReference<Storage?> _loaded = new(null);

    /// <summary>Its number in the file.</summary>
    public int Id { get; } = id;

    /// <summary>The number of its bytes.</summary>
    public long ByteCount { get; } = byteCount;

    /// <summary>
    /// The unit in which bytes have to be swapped; null for none, 0 until a tensor over an untyped storage tells it.
    /// </summary>
    public int? SwapUnit { get; set; }

    /// <summary>Reads the bytes; set once their place is known.</summary>
    public Action<Block>? Fill { get; set; }

    /// <summary>The memory: read now, or what an earlier call read while a tensor still uses it.</summary>
    /// <exception cref="CheckpointException">The bytes are damaged, or more than memory can hold.</exception>
    public Storage Load()
    {
        lock (_gate)
        {
            if (_loaded.TryGetTarget(out Storage? storage))
            {
                return storage;
            }

            storage = Allocate();
            Fill!(storage.Block);
            ByteOrder.Swap(storage.Block, SwapUnit ?? 1);
            _loaded.SetTarget(storage);
            return storage;
        }
    }

    private Storage Allocate()
    {
        try
        {
            return new Storage(ByteCount);
        }
        catch (Exception e) when (e is OutOfMemoryException or OverflowException)
        {
            throw new CheckpointException($"there is no memory for a storage of {ByteCount} bytes", e);
        }
    }
}
