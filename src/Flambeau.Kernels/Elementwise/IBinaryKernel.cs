namespace Flambeau.Kernels;

/// <summary>An elementwise function of two operands over contiguous runs; either may be one repeated value.</summary>
internal interface IBinaryKernel<TIn, TOut>
{
    /// <summary>Writes the function of every pair of elements to <paramref name="d"/>.</summary>
    void Invoke(ReadOnlySpan<TIn> x, ReadOnlySpan<TIn> y, Span<TOut> d);

    /// <summary>Writes the function of all <paramref name="x"/> and the one value <paramref name="y"/>.</summary>
    void Invoke(ReadOnlySpan<TIn> x, TIn y, Span<TOut> d);

    /// <summary>Writes the function of the one value <paramref name="x"/> and all <paramref name="y"/>.</summary>
    void Invoke(TIn x, ReadOnlySpan<TIn> y, Span<TOut> d);
}
