using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels;

/// <summary>The logarithm of the sum of exponentials, safe from overflow.</summary>
internal readonly unsafe struct LogSumExpReducer<T> : IReducer<T, T>, IAccumulator<T, LogSumExpReducer<T>.State, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Chunk = 256;

    /// <summary>The largest element and the sum of exponentials relative to it.</summary>
    internal struct State
    {
        public double Largest;
        public double Sum;
    }

    public static bool IsOrdered => false;

    public static bool HasColumns => false;

    public State Empty => new() { Largest = double.NegativeInfinity };

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        ReduceLoop.Run<T, State, T, LogSumExpReducer<T>>(in plan, x, y, this);

    public State Run(ReadOnlySpan<T> x, int position)
    {
        T largest = default(FoldAccumulator<T, MaxFold<T>>).Run(x, 0);
        var state = new State { Largest = double.CreateTruncating(largest) };
        if (!T.IsFinite(largest))
        {
            // Infinity less itself is no number: an infinite largest element is the result.
            state.Sum = 1;
            return state;
        }

        Span<T> part = stackalloc T[Chunk];
        for (int at = 0; at < x.Length; at += Chunk)
        {
            Span<T> powers = part[..Math.Min(Chunk, x.Length - at)];
            TensorPrimitives.Subtract(x.Slice(at, powers.Length), largest, powers);
            TensorPrimitives.Exp<T>(powers, powers);
            state.Sum += double.CreateTruncating(TensorPrimitives.Sum<T>(powers));
        }

        return state;
    }

    public void AddRows(State* acc, int columns, T* x, nint rowStride, int rows, int position) =>
        throw new NotSupportedException();

    public State Combine(State earlier, State later)
    {
        State low = earlier.Largest < later.Largest ? earlier : later;
        State high = earlier.Largest < later.Largest ? later : earlier;
        if (double.IsFinite(high.Largest) && double.IsFinite(low.Largest))
        {
            high.Sum += low.Sum * Math.Exp(low.Largest - high.Largest);
        }
        else if (double.IsNaN(low.Largest))
        {
            return low;
        }

        return high;
    }

    public T Finish(State acc, int count) => T.CreateTruncating(acc.Largest + Math.Log(acc.Sum));
}
