using System.Collections.Concurrent;

namespace Flambeau.Data;

/// <summary>Threads that make batches, each batch on one of them, in the order of the requests.</summary>
internal sealed class WorkerPool<TBatch> : IDisposable
{
    private readonly BlockingCollection<Job> _jobs = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<int[], CancellationToken, TBatch> _fetch;
    private readonly Task[] _threads;

    /// <summary>Starts the threads.</summary>
    public WorkerPool(int count, Func<int[], CancellationToken, TBatch> fetch)
    {
        _fetch = fetch;
        _threads = [.. Enumerable.Range(0, count).Select(_ => Task.Factory.StartNew(
            Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))];
    }

    /// <summary>Asks for a batch; its random numbers start from the seed, whichever thread makes it.</summary>
    public Task<TBatch> Request(int[] indices, long seed)
    {
        // continuations must not run on a worker: the consumer would then train there
        var job = new Job(indices, seed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        _jobs.Add(job);
        return job.Result.Task;
    }

    /// <summary>Stops the threads after the sample each is at.</summary>
    public Task StopAsync()
    {
        _stop.Cancel();
        _jobs.CompleteAdding();
        return Task.WhenAll(_threads);
    }

    /// <summary>Stops the threads and waits for their end.</summary>
    public void Dispose()
    {
        StopAsync().GetAwaiter().GetResult();
        _jobs.Dispose();
        _stop.Dispose();
    }

    private void Work()
    {
        try
        {
            foreach (var job in _jobs.GetConsumingEnumerable())
            {
                if (!_stop.IsCancellationRequested)
                {
                    Make(job);
                }
            }
        }
        finally
        {
            Generator.UseOnThisThread(null);
        }
    }

    private void Make(Job job)
    {
        Generator.UseOnThisThread(new Generator(job.Seed));
        try
        {
            job.Result.SetResult(_fetch(job.Indices, _stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            job.Result.SetCanceled(_stop.Token);
        }
#pragma warning disable CA1031 // handed to the consumer, whose thread throws it
        catch (Exception e)
#pragma warning restore CA1031
        {
            job.Result.SetException(e);
            // a batch that nobody asks for any more may fail in silence
            _ = job.Result.Task.Exception;
        }
    }

    private sealed record Job(int[] Indices, long Seed, TaskCompletionSource<TBatch> Result);
}
