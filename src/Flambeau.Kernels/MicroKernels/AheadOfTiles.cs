namespace Flambeau.Kernels;

/// <summary>Deals two stretches of memory to tiles of equal length, which ask for them while they sum.</summary>
internal readonly unsafe struct AheadOfTiles
{
    private readonly byte* _first;
    private readonly byte* _second;
    private readonly nint _firstBytes;
    private readonly nint _secondBytes;
    private readonly nint _tileLines;

    /// <summary>Two stretches for a number of tiles of a number of steps each.</summary>
    public AheadOfTiles(void* first, nint firstBytes, void* second, nint secondBytes, nint tiles, nint steps)
    {
        _first = (byte*)first;
        _second = (byte*)second;
        _firstBytes = firstBytes;
        _secondBytes = secondBytes;
        // Evenly: asked for in a hurry, memory makes the tiles wait. A tile more, as the stretches share none.
        nint lines = (firstBytes + secondBytes) / CacheLine.Size;
        _tileLines = Math.Min(Math.Min(lines / Math.Max(tiles - 1, 1) + 1, steps), CacheLines.Most);
    }

    /// <summary>Lets tile <paramref name="index"/>, of those that share the stretches, ask for its part.</summary>
    public void Deal<T>(TileArgs<T>* args, int index)
        where T : unmanaged
    {
        nint length = _tileLines * CacheLine.Size, at = index * length;
        nint firstEnd = length == 0 ? 0 : (_firstBytes + length - 1) / length * length;
        byte* from = at < firstEnd ? _first + at
            : at < firstEnd + _secondBytes ? _second + (at - firstEnd)
            : null;
        args->Ask(from, CacheLines.InOrder, from is null ? 0 : _tileLines);
    }
}
