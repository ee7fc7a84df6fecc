namespace Flambeau.Kernels;

/// <summary>A reduction as <see cref="Reduce.Run"/> takes it; its parameters are fields of the struct.</summary>
internal unsafe interface IReducer<TIn, TOut>
    where TIn : unmanaged
    where TOut : unmanaged
{
    /// <summary>True when the result names positions, so that elements must be met in their own order.</summary>
    static abstract bool IsOrdered { get; }

    /// <summary>Runs <see cref="ReduceLoop"/> with the accumulator that fits the element types.</summary>
    void Execute(in ReducePlan plan, TIn* x, TOut* y);
}
