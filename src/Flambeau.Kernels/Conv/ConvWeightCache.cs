namespace Flambeau.Kernels;

/// <summary>
/// Keeps a weight in the orders that forward convolutions asked for, so that inference prepares it once. Its owner
/// drops the cache when the weight changes. Safe for several threads at once.
/// </summary>
internal sealed class ConvWeightCache
{
    private readonly Block?[] _blocks = new Block?[Enum.GetValues<ConvWeightForm>().Length];
    private readonly nint[] _pointers = new nint[Enum.GetValues<ConvWeightForm>().Length];

    /// <summary>Bytes held.</summary>
    public long ByteCount
    {
        get
        {
            lock (_blocks)
            {
                return _blocks.Sum(b => b?.ByteCount ?? 0);
            }
        }
    }

    /// <summary>
    /// The weight in one form, whose address is returned; <paramref name="fill"/> writes it at the first call.
    /// </summary>
    public unsafe T* Get<T>(ConvWeightForm form, long count, Action<nint> fill, out Block block)
        where T : unmanaged
    {
        lock (_blocks)
        {
            if (_blocks[(int)form] is not { } known)
            {
                Scratch<T> fresh = Scratch<T>.Rent(count);
                fill((nint)fresh.Pointer);
                _blocks[(int)form] = known = fresh.Block;
                _pointers[(int)form] = (nint)fresh.Pointer;
            }
            block = known;
            return (T*)_pointers[(int)form];
        }
    }
}
