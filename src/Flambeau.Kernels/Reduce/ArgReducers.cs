using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The position of the first largest element, or of the first NaN.</summary>
internal readonly unsafe struct ArgMaxReducer<T> : IReducer<T, long>
    where T : unmanaged, INumber<T>
{
    public static bool IsOrdered => true;

    public void Execute(in ReducePlan plan, T* x, long* y) =>
        ArgReduction.Run<T, MaxFold<T>>(in plan, x, y);
}

/// <summary>The position of the first smallest element, or of the first NaN.</summary>
internal readonly unsafe struct ArgMinReducer<T> : IReducer<T, long>
    where T : unmanaged, INumber<T>
{
    public static bool IsOrdered => true;

    public void Execute(in ReducePlan plan, T* x, long* y) =>
        ArgReduction.Run<T, MinFold<T>>(in plan, x, y);
}
