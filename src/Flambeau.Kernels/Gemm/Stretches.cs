using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Some lines of a factor as they lie in memory: stretches of one length, one distance apart, in bytes.</summary>
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

    /// <summary>The first lines of a factor from depth 0 on.</summary>
    public static Stretches Of<T>(in Factor<T> factor, int lines, int depth)
        where T : unmanaged => factor.Depth == 1
            ? new Stretches(factor.Data, factor.Line * sizeof(T), (nint)depth * sizeof(T), lines)
            : new Stretches(factor.Data, factor.Depth * sizeof(T), (nint)lines * sizeof(T), depth);

    /// <summary>Asks for one of some equal parts.</summary>
    /// <remarks>
    /// Seen from their ends: the cache line in which a stretch starts was read with the neighbour that ends in it.
    /// </remarks>
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
}
