namespace Flambeau.Kernels;

/// <summary>Lets tiles ask for the lines of some stretches, one equal part after the other, as far as <see cref="Stretches.List"/> lists them.</summary>
/// <remarks>A tile of 128 steps takes some 700 ns: what is divided for all parts once would be a tenth of it.</remarks>
internal unsafe struct StretchParts
{
    private readonly nint _distance;
    private readonly nint _linesEach;
    private readonly nint _parts;
    private readonly nint _count;
    private readonly nint _rest;
    private readonly long _every;
    private readonly long _everyOfMore;
    private byte* _stretch;
    private nint _skipped;
    private nint _carried;

    /// <summary>Some equal parts for tiles of a number of steps.</summary>
    public StretchParts(in Stretches stretches, int parts, nint steps)
    {
        _stretch = stretches.First;
        _distance = stretches.Distance;
        _linesEach = stretches.LinesEach;
        _parts = parts;
        (long count, long rest) = Math.DivRem(stretches.Lines, parts);
        (_count, _rest) = ((nint)count, (nint)rest);
        _every = TileArgs<float>.Every(steps, _count);
        _everyOfMore = TileArgs<float>.Every(steps, _count + 1);
    }

    /// <summary>Lets a tile ask for the next part.</summary>
    /// <param name="args">The tile's.</param>
    /// <param name="lines">What <see cref="Stretches.List"/> listed for as many parts.</param>
    /// <param name="most">How many it lists at most.</param>
    public void AskDuring<T>(TileArgs<T>* args, nint* lines, int most)
        where T : unmanaged
    {
        args->SoonEvery = 0;
        if (_linesEach == 0)
        {
            return;
        }

        nint count = _count;
        long every = _every;
        _carried += _rest;
        if (_carried >= _parts)
        {
            _carried -= _parts;
            count++;
            every = _everyOfMore;
        }

        if (_skipped + count <= most)
        {
            args->SoonEvery = every;
        }
        else
        {
            nint listed = Math.Max(0, most - _skipped);
            args->SoonEvery = TileArgs<T>.Every(args->Runs * args->Steps, listed);
        }

        args->Soon = _stretch;
        args->SoonLines = lines + _skipped;
        _skipped += count;
        if (_skipped >= _linesEach)
        {
            (nint stretches, _skipped) = _skipped < 2 * _linesEach ? (1, _skipped - _linesEach) : Math.DivRem(_skipped, _linesEach);
            _stretch += stretches * _distance;
        }
    }
}
