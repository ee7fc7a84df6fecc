namespace Flambeau.Kernels;

/// <summary>Deals two stretches of memory to tiles of equal length, which ask for them while they sum.</summary>
internal readonly unsafe struct AheadOfTiles
{
    private readonly byte* _first;
    private readonly byte* _second;
    private readonly nint _firstBytes;
    private readonly nint _secondBytes;
    private readonly nint _steps;
    private readonly nint _stepBytes;

    /// <summary>Two stretches for a number of tiles of a number of steps each.</summary>
    public AheadOfTiles(void* first, nint firstBytes, void* second, nint secondBytes, nint tiles, nint steps)
    {
        _first = (byte*)first;
        _second = (byte*)second;
        _firstBytes = firstBytes;
        _secondBytes = secondBytes;
        _steps = steps;
        // Evenly: asked for in a hurry, memory makes the tiles wait. A tile more, as the stretches share none.
        nint even = (firstBytes + secondBytes) / Math.Max(steps * (tiles - 1), 1) + 1;
        _stepBytes = Math.Min(even, TileArgs.BytesAsked);
    }

    /// <summary>Lets tile <paramref name="index"/>, of those that share the stretches, ask for its part.</summary>
    public void Deal<T>(TileArgs<T>* args, int index)
        where T : unmanaged
    {
        nint length = _steps * _stepBytes, at = index * length;
        nint firstEnd = length == 0 ? 0 : (_firstBytes + length - 1) / length * length;
        args->Soon = at < firstEnd ? _first + at
            : at < firstEnd + _secondBytes ? _second + (at - firstEnd)
            : null;
        args->SoonStep = args->Soon is null ? 0 : _stepBytes;
    }
}
