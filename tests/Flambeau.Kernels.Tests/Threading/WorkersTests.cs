namespace Flambeau.Kernels.Tests;

[Collection(nameof(Workers))]
public sealed class WorkersTests : IDisposable
{
    private readonly int _count = Workers.Count;

    public void Dispose() => Workers.Count = _count;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    public void For_covers_every_item_once(int threads)
    {
        Workers.Count = threads;
        foreach (int items in (int[])[0, 1, 2, 3, 7, 8, 29, 1000])
        {
            var hits = new int[items];
            Workers.For(items, (from, to) => Mark(hits, from, to));
            Assert.All(hits, hit => Assert.Equal(1, hit));
        }
    }

    [Fact]
    public void For_with_a_cost_covers_every_item_once()
    {
        Workers.Count = 3;
        foreach (int cost in (int[])[0, 1, 1000, 1_000_000])
        {
            var hits = new int[777];
            Workers.For(hits.Length, cost, (from, to) => Mark(hits, from, to));
            Assert.All(hits, hit => Assert.Equal(1, hit));
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(2)]
    public void Few_large_items_run_one_after_another_on_the_caller(int items)
    {
        Workers.Count = 3;
        int caller = Environment.CurrentManagedThreadId, onCaller = 0;
        var hits = new int[items];
        Workers.ForDivisible(items, 1_000_000, (from, to) =>
        {
            Mark(hits, from, to);
            onCaller += Environment.CurrentManagedThreadId == caller && to == from + 1 ? 1 : 0;
        });
        Assert.All(hits, hit => Assert.Equal(1, hit));
        Assert.True(items >= Workers.Count || onCaller == items);
    }

    [Fact]
    public void A_thread_begins_with_a_segment_of_its_own_and_takes_what_others_have_left()
    {
        Workers.Count = 2;
        int caller = Environment.CurrentManagedThreadId, done = 0;
        var byHelper = new List<int>();
        using var helperIsIn = new ManualResetEventSlim();
        using var othersAreDone = new ManualResetEventSlim();
        Workers.For(8, (from, to) =>
        {
            bool isHelper = Environment.CurrentManagedThreadId != caller;
            if (isHelper)
            {
                byHelper.Add(from);
                helperIsIn.Set();
            }

            Assert.True((isHelper ? othersAreDone : helperIsIn).Wait(TimeSpan.FromSeconds(20)));
            if (Interlocked.Add(ref done, to - from) == 7)
            {
                othersAreDone.Set();
            }
        });
        Assert.Equal(8, done);
        Assert.Equal([4], byHelper);
    }

    [Fact]
    public void For_with_little_work_stays_on_the_caller()
    {
        Workers.Count = 4;
        int caller = Environment.CurrentManagedThreadId, calls = 0;
        Workers.For(100, 10, (from, to) =>
        {
            Assert.Equal((0, 100), (from, to));
            Assert.Equal(caller, Environment.CurrentManagedThreadId);
            calls++;
        });
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Workers_take_part()
    {
        Workers.Count = 2;
        using var both = new Barrier(2);
        bool met = false;
        Workers.For(2, (_, _) => met = both.SignalAndWait(TimeSpan.FromSeconds(20)));
        Assert.True(met);
    }

    [Fact]
    public void Sleeping_workers_wake_up()
    {
        Workers.Count = 3;
        for (int round = 0; round < 20; round++)
        {
            Thread.Sleep(2);
            using var all = new Barrier(3);
            bool met = true;
            Workers.For(3, (_, _) => met &= all.SignalAndWait(TimeSpan.FromSeconds(20)));
            Assert.True(met);
        }
    }

    [Fact]
    public void Nested_calls_run_inline()
    {
        Workers.Count = 3;
        var hits = new int[60];
        Workers.For(6, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                int first = i * 10, thread = Environment.CurrentManagedThreadId;
                Workers.For(10, (f, t) =>
                {
                    Assert.Equal(thread, Environment.CurrentManagedThreadId);
                    Mark(hits, first + f, first + t);
                });
            }
        });
        Assert.All(hits, hit => Assert.Equal(1, hit));
    }

    [Fact]
    public void Exceptions_reach_the_caller_and_the_pool_lives_on()
    {
        Workers.Count = 3;
        for (int round = 0; round < 50; round++)
        {
            var error = Assert.Throws<InvalidDataException>(() => Workers.For(100, (from, to) =>
            {
                if (from <= 40 && 40 < to)
                {
                    throw new InvalidDataException("forty");
                }
            }));
            Assert.Equal("forty", error.Message);
        }

        var hits = new int[100];
        Workers.For(100, (from, to) => Mark(hits, from, to));
        Assert.All(hits, hit => Assert.Equal(1, hit));
    }

    [Fact]
    public void Several_user_threads_may_call_at_once()
    {
        Workers.Count = 3;
        var hits = new int[4][];
        var threads = Enumerable.Range(0, 4).Select(id => new Thread(() =>
        {
            hits[id] = new int[64];
            for (int round = 0; round < 500; round++)
            {
                Workers.For(64, (from, to) => Mark(hits[id], from, to));
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(hits, mine => Assert.All(mine, hit => Assert.Equal(500, hit)));
    }

    [Fact]
    public void Count_must_be_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Workers.Count = 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => Workers.Count = Workers.MaxCount + 1);
    }

    [Theory]
    [InlineData("3", 3)]
    [InlineData("100000", Workers.MaxCount)]
    public void DefaultCount_reads_the_variable(string value, int count) =>
        Assert.Equal(count, Workers.DefaultCount(value));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-2")]
    [InlineData("many")]
    public void DefaultCount_is_the_processor_count_otherwise(string? value) =>
        Assert.Equal(Environment.ProcessorCount, Workers.DefaultCount(value));

    private static void Mark(int[] hits, int from, int to)
    {
        for (int i = from; i < to; i++)
        {
            Interlocked.Increment(ref hits[i]);
        }
    }
}
