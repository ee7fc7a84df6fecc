namespace Flambeau.Kernels;

/// <summary>An elementwise function of one operand over contiguous runs; its parameters are fields.</summary>
internal interface IUnaryKernel<TIn, TOut>
{
    /// <summary>Writes the function of every element of <paramref name="x"/> to <paramref name="y"/>.</summary>
    void Invoke(ReadOnlySpan<TIn> x, Span<TOut> y);
}
