using System.Collections.Concurrent;
using Flambeau.Data;

namespace Flambeau.Tests.Data;

[Collection(nameof(PyTorch.DefaultGeneratorCollection))]
public class DataLoaderWorkerTests
{
    [Fact]
    public void An_error_names_the_sample_and_comes_after_the_batches_before_it()
    {
        var dataset = new NumberDataset(10).Map(i => i != 6 ? i : throw new InvalidDataException("it is broken"));
        foreach (int workers in new[] { 0, 1, 3 })
        {
            int seen = 0;
            var error = Assert.Throws<SampleException>(() =>
            {
                foreach (int _ in DataLoader.Of(dataset, batch => batch.Sum(), batchSize: 2, numWorkers: workers))
                {
                    seen++;
                }
            });

            Assert.Equal("DataLoader: sample 6 cannot be made: it is broken", error.Message);
            Assert.Equal(6, error.Index);
            Assert.IsType<InvalidDataException>(error.InnerException);
            Assert.Equal(3, seen);
        }
    }

    [Fact]
    public void A_name_passes_through_parts_and_functions()
    {
        var subset = new Subset<int>(new NamedDataset(), 3, 8).Map(i => i < 8 ? i : throw new InvalidDataException("broken"));
        var error = Assert.Throws<SampleException>(() => DataLoader.Of(subset, batch => batch.Count, numWorkers: 1).ToArray());
        Assert.Equal((1, "number 8"), (error.Index, error.Name));
        Assert.Equal("DataLoader: sample 1 ('number 8') cannot be made: broken", error.Message);
    }

    [Fact]
    public void Random_samples_are_the_same_for_any_number_of_workers()
    {
        var dataset = new NumberDataset(50).Map(_ => Tensor.Rand(1).Item<float>());
        float[] One(int workers, int factor)
        {
            Rng.ManualSeed(5);
            return [.. Enumerable.Range(0, 2).SelectMany(_ => DataLoader.Of(
                dataset, batch => batch.ToArray(), batchSize: 4, shuffle: true, numWorkers: workers, prefetchFactor: factor)).SelectMany(batch => batch)];
        }

        float[] expected = One(1, 1);
        Assert.Equal(100, expected.Distinct().Count());
        Assert.Equal(expected, One(1, 3));
        Assert.Equal(expected, One(2, 2));
        Assert.Equal(expected, One(7, 1));
    }

    [Fact]
    public void Without_workers_samples_draw_from_the_default_generator_between_the_orders_draws()
    {
        var dataset = new NumberDataset(6).Map(_ => Tensor.Rand(1).Item<float>());
        Rng.ManualSeed(5);
        float[] actual = [.. DataLoader.Of(dataset, batch => batch.ToArray(), batchSize: 4).SelectMany(batch => batch)];
        Rng.ManualSeed(5);
        _ = Tensor.Empty([], DType.Int64).RandomInPlace();
        Assert.Equal(Enumerable.Range(0, 6).Select(_ => Tensor.Rand(1).Item<float>()), actual);
    }

    [Fact]
    public void Leaving_the_loop_early_ends_the_workers()
    {
        for (int round = 0; round < 30; round++)
        {
            int running = 0;
            int read = 0;
            var dataset = new NumberDataset(1000).Map(i =>
            {
                Interlocked.Increment(ref running);
                Interlocked.Increment(ref read);
                Thread.Yield();
                Interlocked.Decrement(ref running);
                return i;
            });
            foreach (int[] batch in DataLoader.Of(dataset, batch => batch.ToArray(), batchSize: 2, numWorkers: 3, prefetchFactor: 2))
            {
                if (batch[0] == 2 * (round % 4))
                {
                    break;
                }
            }

            Assert.Equal(0, Volatile.Read(ref running));
            int atTheEnd = Volatile.Read(ref read);
            // at most six batches of two are under way beyond those that were taken
            Assert.InRange(atTheEnd, (2 * (round % 4)) + 2, (2 * (round % 4)) + 2 + 12);
            Thread.Sleep(1);
            Assert.Equal(atTheEnd, Volatile.Read(ref read));
        }
    }

    [Fact]
    public void Many_loaders_at_once_give_all_samples_in_order()
    {
        Parallel.For(0, 8, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            var loader = DataLoader.Of(new NumberDataset(500), batch => batch.ToArray(), batchSize: 1 + i, numWorkers: 1 + (i % 4), prefetchFactor: 1 + (i % 3));
            for (int epoch = 0; epoch < 3; epoch++)
            {
                Assert.Equal(Enumerable.Range(0, 500), loader.SelectMany(batch => batch));
            }
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Batches_come_asynchronously_too(int workers)
    {
        var loader = DataLoader.Of(new NumberDataset(23), batch => batch.ToArray(), 4, shuffle: true, numWorkers: workers, generator: new Generator(3));
        int[][] expected = [.. DataLoader.Of(new NumberDataset(23), batch => batch.ToArray(), 4, shuffle: true, generator: new Generator(3))];
        List<int[]> actual = [];
        await foreach (int[] batch in loader.BatchesAsync(TestContext.Current.CancellationToken))
        {
            actual.Add(batch);
        }

        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task A_cancelled_epoch_ends(int workers)
    {
        using var cancel = new CancellationTokenSource();
        var ids = new ConcurrentBag<int>();
        var dataset = new NumberDataset(1000).Map(i =>
        {
            ids.Add(i);
            return i;
        });
        var loader = DataLoader.Of(dataset, batch => batch[0], numWorkers: workers);
        int seen = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (int _ in loader.BatchesAsync(cancel.Token))
            {
                seen++;
                await cancel.CancelAsync();
            }
        });
        Assert.Equal(1, seen);
        Assert.InRange(ids.Count, 1, 6);

        Assert.ThrowsAny<OperationCanceledException>(() => loader.Batches(cancel.Token).Count());
    }

    [Fact]
    public async Task A_waiting_loop_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var entered = new ManualResetEventSlim();
        var dataset = new NumberDataset(3).Map(i =>
        {
            entered.Set();
            Thread.Sleep(20);
            return i;
        });
        var canceller = Task.Run(() =>
        {
            entered.Wait(TestContext.Current.CancellationToken);
            cancel.Cancel();
        }, TestContext.Current.CancellationToken);
        var loader = DataLoader.Of(dataset, batch => batch[0], batchSize: 3, numWorkers: 1);
        Assert.ThrowsAny<OperationCanceledException>(() => loader.Batches(cancel.Token).ToArray());
        await canceller;
    }

    [Fact]
    public void An_error_of_the_batch_sampler_reaches_the_loop()
    {
        var batches = new List<int[]> { new[] { 0 }, new[] { 5 } };
        var loader = DataLoader.Of(new NumberDataset(3).Map(i => i < 3 ? i : throw new ArgumentOutOfRangeException(nameof(i))), batch => batch[0], batches, numWorkers: 2);
        Assert.Equal(2, loader.Count);
        Assert.Equal(5, Assert.Throws<SampleException>(() => loader.ToArray()).Index);
    }

    private sealed class NamedDataset : IDataset<int>, INamedSamples
    {
        public int Count => 10;

        public int this[int index] => index;

        public string? NameOf(int index) => $"number {index}";
    }
}
