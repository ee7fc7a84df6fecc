namespace Flambeau.Kernels;

/// <summary>What <see cref="ReduceLoop"/> does with runs and columns of elements.</summary>
internal unsafe interface IAccumulator<TIn, TAcc, TOut>
    where TIn : unmanaged
    where TAcc : unmanaged
    where TOut : unmanaged
{
    /// <summary>True when <see cref="AddRows"/> is worth using.</summary>
    static abstract bool HasColumns { get; }

    /// <summary>The result of no elements.</summary>
    TAcc Empty { get; }

    /// <summary>Reduces a contiguous run whose first element has the given position.</summary>
    TAcc Run(ReadOnlySpan<TIn> x, int position);

    /// <summary>Adds rows to one accumulator per column; the first row has the given position.</summary>
    void AddRows(TAcc* acc, int columns, TIn* x, nint rowStride, int rows, int position);

    /// <summary>Joins the results of two neighbouring ranges.</summary>
    TAcc Combine(TAcc earlier, TAcc later);

    /// <summary>The final value of a reduction over <paramref name="count"/> elements.</summary>
    TOut Finish(TAcc acc, int count);
}
