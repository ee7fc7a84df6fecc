using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Reductions over any dimensions of a strided tensor.</summary>
/// <remarks>
/// Elements are cut into blocks at fixed positions and the blocks' results joined in a fixed tree, so that a sum is
/// accurate and the same for any number of threads.
/// </remarks>
internal static unsafe class Reduce
{
    /// <summary>
    /// Reduces the dimensions marked in <paramref name="reduced"/>; <paramref name="y"/> is contiguous over the others.
    /// </summary>
    public static void Run<TIn, TOut, TReducer>(
        ReadOnlySpan<int> sizes,
        ReadOnlySpan<TIn> x,
        ReadOnlySpan<int> strides,
        ReadOnlySpan<bool> reduced,
        TReducer r,
        Span<TOut> y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TReducer : struct, IReducer<TIn, TOut>
    {
        var plan = new ReducePlan(sizes, strides, reduced, TReducer.IsOrdered);
        if (plan.Kept.Total == 0)
        {
            return;
        }

        fixed (TIn* px = x)
        fixed (TOut* py = y)
        {
            r.Execute(in plan, px, py);
        }
    }
}
