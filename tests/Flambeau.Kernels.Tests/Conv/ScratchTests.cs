using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Flambeau.Kernels;

namespace Flambeau.Kernels.Tests.Conv;

public class ScratchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(100_000)]
    public unsafe void An_address_stays_good_when_memory_is_compacted(int count)
    {
        var scratches = new List<Scratch<double>>();
        for (int i = 0; i < 50; i++)
        {
            _ = new byte[5_000]; // a gap for the compaction to close
            scratches.Add(Scratch<double>.Rent(count));
        }

        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        foreach (var scratch in scratches)
        {
            ref byte first = ref MemoryMarshal.GetReference(scratch.Block.AsSpan<byte>(0, 1));
            long offset = (long)scratch.Pointer - (long)Unsafe.AsPointer(ref first);
            Assert.InRange(offset, 0, scratch.Block.ByteCount - (count * sizeof(double)));
            scratch.Dispose();
        }
    }
}
