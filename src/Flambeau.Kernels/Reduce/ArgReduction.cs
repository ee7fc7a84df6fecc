using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Positions of the best elements by a fold.</summary>
internal static unsafe class ArgReduction
{
    /// <summary>Reduces with positions that are as wide as the elements where those have four or eight bytes.</summary>
    public static void Run<T, TFold>(in ReducePlan plan, T* x, long* y)
        where T : unmanaged, INumber<T>
        where TFold : struct, IFold<T>
    {
        if (sizeof(T) == sizeof(long))
        {
            ReduceLoop.Run<T, Placed<T>, long, ArgAccumulator<T, long, TFold>>(in plan, x, y, default);
        }
        else
        {
            ReduceLoop.Run<T, Placed<T>, long, ArgAccumulator<T, int, TFold>>(in plan, x, y, default);
        }
    }
}
