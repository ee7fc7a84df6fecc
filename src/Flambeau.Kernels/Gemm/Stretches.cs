using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Some lines of a factor as they lie in memory: stretches of one length, one distance apart, in bytes.</summary>
/// <remarks>
/// Lines are counted from a stretch's end: the one in which it starts was read with the neighbour that ends in it.
/// </remarks>
internal readonly unsafe struct Stretches
{
    private readonly nint _length;
    private readonly int _count;

    private Stretches(void* first, nint distance, nint length, int count)
    {
        First = (byte*)first;
        Distance = distance;
        _length = length;
        _count = count;
    }

    /// <summary>Where the first stretch starts.</summary>
    public byte* First { get; }

    /// <summary>From a stretch to the next.</summary>
    public nint Distance { get; }

    /// <summary>The number of cache lines.</summary>
    public long Lines => (long)_count * LinesEach;

    /// <summary>The cache lines of one stretch.</summary>
    public int LinesEach => (int)((_length + CacheLine.Size - 1) / CacheLine.Size);

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
        byte* last = First + (from * Distance) + _length - 1;
        if (_length <= CacheLine.Size)
        {
            for (int i = from; i < to; i++, last += Distance)
            {
                Prefetch.Line(last);
            }

            return;
        }

        for (int i = from; i < to; i++, last += Distance)
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
        // A part may start anywhere in a stretch, and a panel of rows that uses the list may have a row more.
        long count = each == 0 ? 0 : Math.Min(most, each + ((Lines + each) / parts) + 1);
        nint first = _length - 1 - ((each - 1) * CacheLine.Size);
        for (int i = 0; i < count; first += Distance)
        {
            // Upwards: hardware follows and is ahead soon.
            for (int line = 0; line < each && i < count; line++)
            {
                lines[i++] = first + (line * CacheLine.Size);
            }
        }
    }
}
