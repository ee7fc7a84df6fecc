using Flambeau.Kernels;

namespace Flambeau;

/// <summary>The memory that a tensor and all its views share, and the count of writes to it.</summary>
internal sealed class Storage
{
    private static long s_lastId;

    public Storage(long byteCount)
    {
        Block = Block.Rent(byteCount);
        Id = Interlocked.Increment(ref s_lastId);
    }

    /// <summary>Where the memory lives.</summary>
    public Device Device { get; } = Device.Cpu;

    /// <summary>The memory.</summary>
    public Block Block { get; }

    /// <summary>Grows with every storage, so that one can tell what was made since a moment.</summary>
    public long Id { get; }

    /// <summary>The largest <see cref="Id"/> given out so far.</summary>
    public static long LastId => Interlocked.Read(ref s_lastId);

    /// <summary>The number of in-place writes so far; autograd compares it with the one it saw when it saved a tensor.</summary>
    public int Version { get; set; }
}
