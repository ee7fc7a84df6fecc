using System.Runtime.CompilerServices;

namespace Flambeau.Kernels.Tests;

/// <summary>The pool's figures are the process's, so these tests run alone and compare differences.</summary>
[Collection(nameof(Workers))]
public class MemoryPoolTests
{
    private const int Megabyte = 1 << 20;

    [Theory]
    [InlineData(1)]
    [InlineData(MemoryPool.SmallByteCount - 1)]
    [InlineData(MemoryPool.SmallByteCount)]
    [InlineData(MemoryPool.SmallByteCount + 1)]
    [InlineData(1_000_003)]
    [InlineData((5 * Megabyte) + 4)]
    public void A_block_holds_what_was_asked_for(int bytes)
    {
        var block = Block.Rent(bytes);
        Span<byte> span = block.AsSpan<byte>(0, bytes);
        span.Fill(7);
        Assert.Equal(bytes, span.Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => block.AsSpan<byte>(1, bytes).Length);
        block.Return();
        Assert.True(block.IsReturned);
        Assert.Throws<ObjectDisposedException>(() => block.AsSpan<byte>(0, 1).Length);
    }

    [Fact]
    public unsafe void Blocks_start_on_a_cache_line()
    {
        var blocks = Enumerable.Range(0, 40).Select(i => Block.Rent(MemoryPool.SmallByteCount + (i * 4000))).ToList();
        foreach (var block in blocks)
        {
            fixed (byte* start = block.AsSpan<byte>(0, 1))
            {
                Assert.Equal(0, (nint)start % CacheLine.Size);
            }

            block.Return();
        }
    }

    [Fact]
    public void Return_gives_the_memory_back_at_once()
    {
        MemoryPool.Trim(); // a larger block of an earlier test would serve as well
        long live = MemoryPool.LiveBytes;
        var block = Block.Rent(3 * Megabyte);
        Assert.InRange(MemoryPool.LiveBytes - live, 3 * Megabyte, 4 * Megabyte);
        long pooled = MemoryPool.PooledBytes;
        block.Return();
        block.Return();
        Assert.Equal(live, MemoryPool.LiveBytes);
        Assert.InRange(MemoryPool.PooledBytes - pooled, 3 * Megabyte, 4 * Megabyte);
    }

    [Fact]
    public unsafe void Returned_memory_is_used_again()
    {
        var first = Block.Rent(3 * Megabyte);
        fixed (byte* a = first.AsSpan<byte>(0, 1))
        {
            first.Return();
            var second = Block.Rent(3 * Megabyte);
            fixed (byte* b = second.AsSpan<byte>(0, 1))
            {
                Assert.Equal((nint)a, (nint)b);
            }

            second.Return();
        }
    }

    [Fact]
    public void Dropped_blocks_keep_the_live_set_flat()
    {
        MemoryPool.Trim();
        MemoryPool.ResetPeak();
        long before = MemoryPool.LiveBytes;
        for (int i = 0; i < 2000; i++)
        {
            Drop(Megabyte);
        }

        Assert.InRange(MemoryPool.PeakBytes - before, Megabyte, 130 * Megabyte);
    }

    [Fact]
    public void The_pool_looks_for_garbage_before_it_grows()
    {
        MemoryPool.Trim();
        long before = MemoryPool.LiveBytes;
        Drop(40 * Megabyte);
        Assert.InRange(MemoryPool.LiveBytes - before, 40 * Megabyte, 50 * Megabyte);

        // far longer than fifty times what a collection takes
        Thread.Sleep(2000);
        MemoryPool.ResetPeak();
        Drop(40 * Megabyte);
        Assert.InRange(MemoryPool.PeakBytes - before, 40 * Megabyte, 50 * Megabyte);
    }

    [Fact]
    public void A_larger_block_that_waits_is_used_rather_than_new_memory()
    {
        MemoryPool.Trim();
        long before = MemoryPool.LiveBytes + MemoryPool.PooledBytes;
        Block.Rent(32 * Megabyte).Return();
        var half = Block.Rent(17 * Megabyte);
        Assert.InRange(MemoryPool.LiveBytes + MemoryPool.PooledBytes - before, 32 * Megabyte, 36 * Megabyte);
        half.Return();

        // Less than half of a block does not take it away from those who need all of it.
        var less = Block.Rent(15 * Megabyte);
        Assert.InRange(MemoryPool.LiveBytes + MemoryPool.PooledBytes - before, 47 * Megabyte, 52 * Megabyte);
        less.Return();
    }

    [Fact]
    public void Memory_that_made_room_leaves_the_resident_set_at_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux is told.");
        MemoryPool.Trim();
        foreach (int size in (int[])[160, 700])
        {
            var block = Block.Rent((long)size * Megabyte);
            for (int i = 0; i < size; i++)
            {
                block.AsSpan<byte>((long)i * Megabyte, Megabyte).Fill(1);
            }

            block.Return();
        }

        long both = Environment.WorkingSet;
        var other = Block.Rent(1000L * Megabyte);
        Assert.InRange(both - Environment.WorkingSet, 600L * Megabyte, long.MaxValue);
        other.Return();
        MemoryPool.Trim();
    }

    [Fact]
    public void Changing_sizes_do_not_pile_up()
    {
        MemoryPool.Trim();
        for (int i = 1; i <= 200; i++)
        {
            Block.Rent((long)i * Megabyte).Return();
        }

        Assert.InRange(MemoryPool.PooledBytes, 0, 500L * Megabyte);
        MemoryPool.Trim();
    }

    [Fact]
    public void A_span_keeps_its_memory_alive()
    {
        Span<int> span = RentSpan(Megabyte);
        for (int round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            for (int i = 0; i < 20; i++)
            {
                var other = Block.Rent(4 * Megabyte);
                other.AsSpan<int>(0, Megabyte).Fill(-1);
                other.Return();
            }
        }

        Assert.Equal(41, span[0]);
        Assert.False(span.ContainsAnyExcept(41));
    }

    [Fact]
    public void Trim_gives_unused_memory_back()
    {
        var kept = Block.Rent(2 * Megabyte);
        kept.AsSpan<byte>(0, 2 * Megabyte).Fill(9);
        Block.Rent(64 * Megabyte).Return();
        Assert.InRange(MemoryPool.PooledBytes, 64 * Megabyte, long.MaxValue);
        MemoryPool.Trim();
        Assert.Equal(0, MemoryPool.PooledBytes);
        Assert.False(kept.AsSpan<byte>(0, 2 * Megabyte).ContainsAnyExcept((byte)9));
        kept.Return();
    }

    [Fact]
    public void Peak_is_the_most_that_was_live()
    {
        MemoryPool.Trim(); // larger blocks of earlier tests would serve as well
        MemoryPool.ResetPeak();
        long before = MemoryPool.LiveBytes;
        Block a = Block.Rent(8 * Megabyte), b = Block.Rent(8 * Megabyte);
        a.Return();
        b.Return();
        Assert.InRange(MemoryPool.PeakBytes - before, 16 * Megabyte, 24 * Megabyte);
        MemoryPool.ResetPeak();
        Assert.Equal(MemoryPool.LiveBytes, MemoryPool.PeakBytes);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(511)]
    [InlineData(100_000)]
    [InlineData(1_000_000_000)]
    public void Size_classes_waste_at_most_an_eighth(int lines)
    {
        int rounded = FreeLists.RoundUp(lines);
        Assert.InRange(rounded, lines, lines + (lines / 8) + 1);
        Assert.Equal(rounded, FreeLists.RoundUp(rounded));
    }

    [Fact]
    public void A_thread_takes_what_it_gave_back_itself()
    {
        var lists = new FreeLists();
        var (own, other) = (new CacheLine[513], new CacheLine[513]);
        lists.Add(own);
        var thread = new Thread(() => lists.Add(other));
        thread.Start();
        thread.Join();
        Assert.Same(own, lists.TryTake(512, 0));
        Assert.Same(other, lists.TryTake(512, 0));
        Assert.Null(lists.TryTake(512, 0));
        Assert.Equal(0, lists.Bytes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Drop(int bytes) => Block.Rent(bytes).AsSpan<byte>(0, bytes)[0] = 1;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Span<int> RentSpan(int count)
    {
        Span<int> span = Block.Rent((long)count * sizeof(int)).AsSpan<int>(0, count);
        span.Fill(41);
        return span;
    }
}
