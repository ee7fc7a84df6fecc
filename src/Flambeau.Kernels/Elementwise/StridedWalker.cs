using System.Runtime.InteropServices;

namespace Flambeau.Kernels;

/// <summary>Walks one operand of a plan in loop order, a run of the innermost loop at a time.</summary>
internal unsafe ref struct StridedWalker
{
    private readonly ref readonly StridedPlan _plan;
    private readonly int _operand;
    private readonly int _stride;
    private fixed int _at[StridedPlan.MaxRank];
    private int _offset;

    /// <summary>Starts at a position in loop order.</summary>
    public StridedWalker(ref readonly StridedPlan plan, int operand, int position)
    {
        _plan = ref plan;
        _operand = operand;
        _stride = plan.InnerStride(operand);
        for (int d = plan.Rank - 1; d >= 0; d--)
        {
            (position, _at[d]) = Math.DivRem(position, plan.Size(d));
            _offset += _at[d] * plan.Stride(operand, d);
        }
    }

    /// <summary>Element offset of the current position.</summary>
    public readonly int Offset => _offset;

    /// <summary>Elements left in the current innermost run.</summary>
    public readonly int Left => _plan.Inner - _at[_plan.Rank - 1];

    /// <summary>Moves forward by at most <see cref="Left"/> elements.</summary>
    public void Advance(int count)
    {
        int d = _plan.Rank - 1;
        _at[d] += count;
        _offset += count * _stride;
        while (d > 0 && _at[d] == _plan.Size(d))
        {
            _offset -= _at[d] * _plan.Stride(_operand, d);
            _at[d] = 0;
            d--;
            _at[d]++;
            _offset += _plan.Stride(_operand, d);
        }
    }

    /// <summary>Reads the next elements into a contiguous buffer.</summary>
    public void Gather<T>(T* source, Span<T> to)
        where T : unmanaged
    {
        int done = 0;
        while (done < to.Length)
        {
            int run = Math.Min(Left, to.Length - done);
            T* from = source + _offset;
            if (_stride == 1)
            {
                new ReadOnlySpan<T>(from, run).CopyTo(to[done..]);
            }
            else if (_stride == 0)
            {
                to.Slice(done, run).Fill(*from);
            }
            else
            {
                ref T target = ref to[done];
                for (int i = 0; i < run; i++)
                {
                    System.Runtime.CompilerServices.Unsafe.Add(ref target, i) = from[(nint)i * _stride];
                }
            }

            done += run;
            Advance(run);
        }
    }

    /// <summary>Writes a contiguous buffer to the next elements.</summary>
    public void Scatter<T>(ReadOnlySpan<T> from, T* destination)
        where T : unmanaged
    {
        int done = 0;
        while (done < from.Length)
        {
            int run = Math.Min(Left, from.Length - done);
            T* to = destination + _offset;
            ref T source = ref MemoryMarshal.GetReference(from);
            for (int i = 0; i < run; i++)
            {
                to[(nint)i * _stride] = System.Runtime.CompilerServices.Unsafe.Add(ref source, done + i);
            }

            done += run;
            Advance(run);
        }
    }
}
