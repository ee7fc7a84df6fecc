namespace Flambeau;

/// <summary>
/// An operation whose result is computed when somebody first asks for its memory, so that operations after it can join it
/// instead: then the result in between is never made. What it reads is registered with <see cref="Storage.AddReader"/> and
/// so cannot change for it; its arguments were checked when it was made.
/// </summary>
internal abstract class DeferredWork
{
    private readonly Lock _gate = new();
    private volatile bool _isDone;

    /// <summary>Whether the result is there.</summary>
    public bool IsDone => _isDone;

    /// <summary>Makes sure that the result is there; any number of threads may call it.</summary>
    public void Complete()
    {
        if (_isDone)
        {
            return;
        }

        lock (_gate)
        {
            if (!_isDone)
            {
                Compute();
                _isDone = true;
            }
        }
    }

    /// <summary>A storage is about to change: where the work reads it, it reads another one with the same content from now on.</summary>
    public void ReadInstead(Storage changing, Lazy<Storage> same) => IfWaiting(() => Exchange(changing, same));

    /// <summary>Nobody wants the result any more: unless it is there, it is not computed, and who asks for it is told that it was disposed.</summary>
    public void Cancel()
    {
        lock (_gate)
        {
            if (!_isDone)
            {
                Abandon();
                _isDone = true;
            }
        }
    }

    /// <summary>Computes the result and gives it to its storage; called once, unless it throws.</summary>
    protected abstract void Compute();

    /// <summary>Reads one storage instead of another; called before the result is there.</summary>
    protected abstract void Exchange(Storage changing, Lazy<Storage> same);

    /// <summary>Gives its storage memory that was returned, and forgets what it reads.</summary>
    protected abstract void Abandon();

    /// <summary>Changes what is to be computed, unless it has been.</summary>
    protected void IfWaiting(Action change)
    {
        lock (_gate)
        {
            if (!_isDone)
            {
                change();
            }
        }
    }
}
