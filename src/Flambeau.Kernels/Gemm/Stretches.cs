using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Some lines of a factor as they lie in memory: stretches of one length, one distance apart, in bytes.</summary>
/// <remarks>
/// Lines are counted from a stretch's end: the one in which it starts was read with the neighbour that ends in it.
/// </remarks>
internal readonly unsafe struct Stretches
{
    private readonly byte* _first;
    private readonly nint _distance;
    private readonly nint _length;
    private readonly int _count;

    private Stretches(void* first, nint distance, nint length, int count)
    {
        _first = (byte*)first;
        _distance = distance;
        _length = length;
        _count = count;
    }

    /// <summary>The number of cache lines.</summary>
    public long Lines => (long)_count * LinesEach;

    private int LinesEach => (int)((_length + CacheLine.Size - 1) / CacheLine.Size);

    /// <summary>The first lines of a factor from depth 0 on.</summary>
    public static Stretches Of<T>(in Factor<T> factor, int lines, int depth)
        where T : unmanaged => factor.Depth == 1
            ? new Stretches(factor.Data, factor.Line * sizeof(T), (nint)depth * sizeof(T), lines)
            : new Stretches(factor.Data, factor.Depth * sizeof(T), (nint)lines * sizeof(T), depth);

    /// <summary>Asks for one of some equal parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Ask(int part, int parts)
    {
        int from = Blocking.Part(_count, parts, part), to = Blocking.Part(_count, parts, part + 1);
        byte* last = _first + (from * _distance) + _length - 1;
        if (_length <= CacheLine.Size)
        {
            for (int i = from; i < to; i++, last += _distance)
            {
                Prefetch.Line(last);
            }

            return;
        }

        for (int i = from; i < to; i++, last += _distance)
        {
            for (nint back = 0; back < _length; back += CacheLine.Size)
            {
                Prefetch.Line(last - back);
            }
        }
    }

    /// <summary>Lists where the first lines lie, as seen from the start of a stretch.</summary>
    /// <param name="parts">In how many equal parts they are asked for.</param>
    /// <param name="lines">Receives at most <paramref name="most"/> distances, in bytes.</param>
    /// <param name="most">The most lines to list.</param>
    public void List(int parts, nint* lines, int most)
    {
        int each = LinesEach;
        long count = each == 0 ? 0 : Math.Min(most, each + (Lines / parts) + 1);
        nint first = _length - 1 - ((each - 1) * CacheLine.Size);
        for (int i = 0; i < count; first += _distance)
        {
            // Upwards: hardware follows and is ahead soon.
            for (int line = 0; line < each && i < count; line++)
            {
                lines[i++] = first + (line * CacheLine.Size);
            }
        }
    }

    /// <summary>Lets a tile ask for one of some equal parts, as far as <see cref="List"/> lists it.</summary>
    public void AskDuring<T>(TileArgs<T>* args, int part, int parts, nint* lines, int most)
        where T : unmanaged
    {
        long from = Lines * part / parts, to = Lines * (part + 1) / parts;
        (long stretch, long skipped) = from == to ? default : Math.DivRem(from, LinesEach);
        args->Ask(_first + ((nint)stretch * _distance), lines + skipped, (nint)Math.Max(0, Math.Min(to - from, most - skipped)));
    }
}
