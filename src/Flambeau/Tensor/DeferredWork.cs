namespace Flambeau;

/// <summary>
/// An operation whose result is computed when somebody first asks for its memory, so that operations after it can join it
/// instead: then the result in between is never made. What it reads is registered with <see cref="Storage.AddReader"/> and
/// so cannot change before; its arguments were checked when it was made.
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

    /// <summary>Computes the result and gives it to its storage; called once, unless it throws.</summary>
    protected abstract void Compute();

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
