namespace Flambeau;

/// <summary>
/// Counts, for memory made during a backward pass by built-in nodes, how many pending gradients lie in it, so that the
/// memory goes back to the pool the moment the last one is used up.
/// </summary>
internal sealed class GradientTemporaries
{
    private readonly Dictionary<Storage, int> _pending = [];

    /// <summary>Counts one more pending gradient; <paramref name="madeAfter"/> tells memory of this pass from older memory.</summary>
    public void Add(Tensor gradient, long madeAfter)
    {
        if (_pending.TryGetValue(gradient.Storage, out int count))
        {
            _pending[gradient.Storage] = count + 1;
        }
        else if (gradient.Storage.Id > madeAfter)
        {
            _pending.Add(gradient.Storage, 1);
        }
    }

    /// <summary>The gradient was used up: its memory goes back when no other pending one lies in it.</summary>
    public void Remove(Tensor gradient)
    {
        if (!_pending.TryGetValue(gradient.Storage, out int count))
        {
            return;
        }

        if (count > 1)
        {
            _pending[gradient.Storage] = count - 1;
            return;
        }

        _pending.Remove(gradient.Storage);
        gradient.Storage.Release();
    }

    /// <summary>Somebody else may keep the gradient: leave its memory to the garbage collector.</summary>
    public void Escape(Tensor gradient) => _pending.Remove(gradient.Storage);

    /// <summary>True when nobody but the holder of <paramref name="gradient"/> can see its memory.</summary>
    public bool IsExclusive(Tensor gradient) =>
        _pending.TryGetValue(gradient.Storage, out int count) && count == 1 && (gradient.IsContiguous || gradient.IsChannelsLast);
}
