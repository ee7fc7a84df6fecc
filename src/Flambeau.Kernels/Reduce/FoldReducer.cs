using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Chooses the accumulator of a fold: floats in double precision, everything else in its own type.</summary>
internal static unsafe class FoldReducer
{
    /// <summary>Runs a fold of <typeparamref name="T"/>, given as itself and in double precision.</summary>
    public static void Execute<T, TFold, TWideFold>(in ReducePlan plan, T* x, T* y)
        where T : unmanaged, INumber<T>
        where TFold : struct, IFold<T>
        where TWideFold : struct, IFold<double>
    {
        if (typeof(T) == typeof(float))
        {
            ReduceLoop.Run<float, double, float, WideFoldAccumulator<TWideFold>>(
                in plan, (float*)x, (float*)y, default);
        }
        else
        {
            ReduceLoop.Run<T, T, T, FoldAccumulator<T, TFold>>(in plan, x, y, default);
        }
    }
}
