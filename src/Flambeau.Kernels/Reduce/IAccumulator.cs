namespace Flambeau.Kernels;

/// <summary>What <see cref="ReduceLoop"/> does with runs and columns of elements.</summary>
internal unsafe interface IAccumulator<TIn, TAcc, TOut>
    where TIn : unmanaged
    where TAcc : unmanaged
    where TOut : unmanaged
{
    /// <summary>About how many elements <see cref="AddRows"/> takes at once: few are one stream of reads.</summary>
    static virtual int TileElements => 1024;

    /// <summary>The result of no elements.</summary>
    TAcc Empty { get; }

    /// <summary>Reduces a contiguous run whose first element has the given position.</summary>
    TAcc Run(ReadOnlySpan<TIn> x, int position);

    /// <summary>
    /// Empties one accumulator per column. Until <see cref="Arrange"/> their parts may lie in any order, such as each
    /// part of all columns together, where vectors find them.
    /// </summary>
    static virtual void Start(TAcc* acc, int columns, TAcc empty) => new Span<TAcc>(acc, columns).Fill(empty);

    /// <summary>Adds rows, one or more, to the columns' accumulators; the first row has the given position.</summary>
    void AddRows(TAcc* acc, int columns, TIn* x, nint rowStride, int rows, int position);

    /// <summary>Makes whole accumulators, one after another, of what the last rows left.</summary>
    static virtual void Arrange(TAcc* acc, int columns)
    {
    }

    /// <summary>Joins the results of two neighbouring ranges.</summary>
    TAcc Combine(TAcc earlier, TAcc later);

    /// <summary>The final value of a reduction over <paramref name="count"/> elements.</summary>
    TOut Finish(TAcc acc, int count);
}
