namespace Flambeau.Kernels;

/// <summary>An elementwise function of three operands over contiguous runs (where, addcmul, ...).</summary>
internal interface ITernaryKernel<T1, T2, T3, TOut>
{
    /// <summary>Whether results go past the caches; see <see cref="Streaming"/>.</summary>
    bool Streams { get; }

    /// <summary>Writes the function of every triple of elements to <paramref name="d"/>.</summary>
    void Invoke(ReadOnlySpan<T1> x, ReadOnlySpan<T2> y, ReadOnlySpan<T3> z, Span<TOut> d);
}
