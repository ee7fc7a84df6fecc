namespace Flambeau.Data;

/// <summary>One pass over a data set: requests batches ahead of the consumer and hands them over in order.</summary>
internal sealed class Epoch<TBatch> : IDisposable
{
    private readonly IEnumerator<int[]> _batches;
    private readonly Queue<Task<TBatch>> _ahead = new();
    private readonly WorkerPool<TBatch> _workers;
    private readonly long _baseSeed;
    private readonly int _count;
    private long _requested;

    /// <summary>Starts the workers; up to <paramref name="ahead"/> batches are under way at a time.</summary>
    public Epoch(
        IEnumerable<int[]> batches,
        long baseSeed,
        int numWorkers,
        int ahead,
        Func<int[], CancellationToken, TBatch> fetch)
    {
        _batches = batches.GetEnumerator();
        _baseSeed = baseSeed;
        _count = ahead;
        _workers = new WorkerPool<TBatch>(numWorkers, fetch);
    }

    /// <summary>The next batch, finished or not; false at the end.</summary>
    public bool TryNext(out Task<TBatch> batch)
    {
        Fill();
        bool found = _ahead.TryDequeue(out batch!);
        Fill();
        return found;
    }

    /// <summary>Stops the workers without waiting for the samples they are at on this thread.</summary>
    public async ValueTask StopAsync()
    {
        await _workers.StopAsync().ConfigureAwait(false);
        Dispose();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _workers.Dispose();
        _batches.Dispose();
    }

    private void Fill()
    {
        while (_ahead.Count < _count && _batches.MoveNext())
        {
            _ahead.Enqueue(_workers.Request(_batches.Current, unchecked(_baseSeed + _requested++)));
        }
    }
}
