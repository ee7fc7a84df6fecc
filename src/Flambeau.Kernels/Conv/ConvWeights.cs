namespace Flambeau.Kernels;

/// <summary>
/// A weight in the order a path wants: from the caller's cache, or prepared into scratch for this call.
/// </summary>
internal readonly unsafe ref struct ConvWeights<T> : IDisposable
    where T : unmanaged
{
    private readonly Block _block;
    private readonly bool _owned;

    /// <summary>
    /// Finds or prepares <paramref name="count"/> elements of a form; <paramref name="fill"/> gets their address.
    /// </summary>
    public ConvWeights(ConvWeightCache? cache, ConvWeightForm form, long count, Action<nint> fill)
    {
        if (cache is not null)
        {
            Pointer = cache.Get<T>(form, count, fill, out _block);
            return;
        }
        Scratch<T> scratch = Scratch<T>.Rent(count);
        fill((nint)scratch.Pointer);
        _block = scratch.Block;
        _owned = true;
        Pointer = scratch.Pointer;
    }

    /// <summary>The prepared elements.</summary>
    public T* Pointer { get; }

    /// <summary>Gives scratch back; a cached form stays.</summary>
    public void Dispose()
    {
        if (_owned)
        {
            _block.Return();
        }
        else
        {
            // The cache's owner may have dropped it while we read.
            GC.KeepAlive(_block);
        }
    }
}
