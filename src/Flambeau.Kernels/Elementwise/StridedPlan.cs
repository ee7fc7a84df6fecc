using System.Diagnostics;

namespace Flambeau.Kernels;

/// <summary>
/// The loop nest of one elementwise operation: size-1 dimensions dropped, dimensions sorted so that the destination
/// is walked in memory order, neighbours merged where every operand allows it. Operand 0 is the destination.
/// </summary>
internal unsafe struct StridedPlan
{
    /// <summary>Most dimensions of size above one that an operation may have.</summary>
    public const int MaxRank = 16;

    private const int MaxOperands = 4;

    private fixed int _sizes[MaxRank];
    private fixed int _strides[MaxRank * MaxOperands];

    /// <summary>Number of loops, at least one.</summary>
    public int Rank { get; private set; }

    /// <summary>Number of elements.</summary>
    public int Total { get; private set; }

    private int _operands;

    /// <summary>Length of the innermost loop.</summary>
    public readonly int Inner => _sizes[Rank - 1];

    /// <summary>Size of loop <paramref name="dim"/>, outermost first.</summary>
    public readonly int Size(int dim) => _sizes[dim];

    /// <summary>Stride of an operand in loop <paramref name="dim"/>, in elements.</summary>
    public readonly int Stride(int operand, int dim) => _strides[operand * MaxRank + dim];

    /// <summary>Stride of an operand in the innermost loop.</summary>
    public readonly int InnerStride(int operand) => Stride(operand, Rank - 1);

    /// <summary>
    /// Plans the loops over <paramref name="sizes"/> for a destination and up to three sources; unsorted where the
    /// order of the elements means something.
    /// </summary>
    public static StridedPlan Create(
        ReadOnlySpan<int> sizes,
        ReadOnlySpan<int> destination,
        ReadOnlySpan<int> first = default,
        ReadOnlySpan<int> second = default,
        ReadOnlySpan<int> third = default,
        bool sort = true)
    {
        StridedPlan plan = default;
        plan._operands = third.Length > 0 ? 4 : second.Length > 0 ? 3 : first.Length > 0 ? 2 : 1;
        plan.Total = 1;
        for (int d = 0; d < sizes.Length; d++)
        {
            plan.Total *= sizes[d];
            if (sizes[d] == 1)
            {
                continue;
            }

            int at = plan.Rank++;
            if (at == MaxRank)
            {
                throw new ArgumentException($"at most {MaxRank} dimensions of size above 1 are supported.");
            }

            plan._sizes[at] = sizes[d];
            plan.SetStride(0, at, destination[d]);
            plan.SetStride(1, at, first.Length > 0 ? first[d] : 0);
            plan.SetStride(2, at, second.Length > 0 ? second[d] : 0);
            plan.SetStride(3, at, third.Length > 0 ? third[d] : 0);
        }

        if (sort)
        {
            plan.Sort();
        }

        plan.Merge();
        return plan;
    }

    /// <summary>True when the operand's elements lie one after another in loop order.</summary>
    public readonly bool IsDense(int operand)
    {
        int expected = 1;
        for (int d = Rank - 1; d >= 0; d--)
        {
            if (Stride(operand, d) != expected)
            {
                return false;
            }

            expected *= _sizes[d];
        }

        return true;
    }

    /// <summary>True when the operand is one repeated element.</summary>
    public readonly bool IsConstant(int operand)
    {
        for (int d = 0; d < Rank; d++)
        {
            if (Stride(operand, d) != 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Element offset of an operand at a position in loop order.</summary>
    public readonly int OffsetOf(int operand, int position)
    {
        int offset = 0;
        for (int d = Rank - 1; d >= 0; d--)
        {
            (position, int at) = Math.DivRem(position, _sizes[d]);
            offset += at * Stride(operand, d);
        }

        return offset;
    }

    private void SetStride(int operand, int dim, int value) => _strides[operand * MaxRank + dim] = value;

    private void Sort()
    {
        for (int d = 1; d < Rank; d++)
        {
            for (int e = d; e > 0 && Before(e, e - 1); e--)
            {
                Swap(e, e - 1);
            }
        }
    }

    private readonly bool Before(int dim, int other)
    {
        for (int o = 0; o < _operands; o++)
        {
            int difference = Stride(o, dim) - Stride(o, other);
            if (difference != 0)
            {
                return difference > 0;
            }
        }

        return false;
    }

    private void Swap(int dim, int other)
    {
        (_sizes[dim], _sizes[other]) = (_sizes[other], _sizes[dim]);
        for (int o = 0; o < _operands; o++)
        {
            int kept = Stride(o, dim);
            SetStride(o, dim, Stride(o, other));
            SetStride(o, other, kept);
        }
    }

    private void Merge()
    {
        if (Rank == 0)
        {
            // One element: a run of length one.
            Rank = 1;
            _sizes[0] = 1;
            for (int o = 0; o < MaxOperands; o++)
            {
                SetStride(o, 0, 1);
            }

            return;
        }

        int last = 0;
        for (int d = 1; d < Rank; d++)
        {
            if (Continues(last, d))
            {
                _sizes[last] *= _sizes[d];
            }
            else
            {
                _sizes[++last] = _sizes[d];
            }

            for (int o = 0; o < _operands; o++)
            {
                SetStride(o, last, Stride(o, d));
            }
        }

        Rank = last + 1;
        Debug.Assert(Rank >= 1);
    }

    private readonly bool Continues(int outer, int inner)
    {
        for (int o = 0; o < _operands; o++)
        {
            if (Stride(o, outer) != Stride(o, inner) * _sizes[inner])
            {
                return false;
            }
        }

        return true;
    }
}
