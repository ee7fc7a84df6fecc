using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The sum of the elements; floats are added in double precision.</summary>
internal readonly unsafe struct SumReducer<T> : IReducer<T, T>
    where T : unmanaged, INumber<T>
{
    public static bool IsOrdered => false;

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        FoldReducer.Execute<T, SumFold<T>, SumFold<double>>(in plan, x, y);
}

/// <summary>The mean of the elements; NaN of none.</summary>
internal readonly unsafe struct MeanReducer<T> : IReducer<T, T>
    where T : unmanaged, INumber<T>
{
    public static bool IsOrdered => false;

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        FoldReducer.Execute<T, MeanFold<T>, MeanFold<double>>(in plan, x, y);
}

/// <summary>The product of the elements; floats are multiplied in double precision.</summary>
internal readonly unsafe struct ProdReducer<T> : IReducer<T, T>
    where T : unmanaged, INumber<T>
{
    public static bool IsOrdered => false;

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        FoldReducer.Execute<T, ProductFold<T>, ProductFold<double>>(in plan, x, y);
}

/// <summary>The square root of the sum of squares, of floats or doubles.</summary>
internal readonly unsafe struct NormReducer<T> : IReducer<T, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static bool IsOrdered => false;

    public void Execute(in ReducePlan plan, T* x, T* y)
    {
        if (typeof(T) == typeof(float))
        {
            ReduceLoop.Run<float, double, float, WideFoldAccumulator<NormFold>>(in plan, (float*)x, (float*)y, default);
        }
        else
        {
            ReduceLoop.Run<double, double, double, FoldAccumulator<double, NormFold>>(
                in plan, (double*)x, (double*)y, default);
        }
    }
}

/// <summary>The largest element; NaN if there is one.</summary>
internal readonly unsafe struct MaxReducer<T> : IReducer<T, T>
    where T : unmanaged, INumber<T>
{
    public static bool IsOrdered => false;

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        ReduceLoop.Run<T, T, T, FoldAccumulator<T, MaxFold<T>>>(in plan, x, y, default);
}

/// <summary>The smallest element; NaN if there is one.</summary>
internal readonly unsafe struct MinReducer<T> : IReducer<T, T>
    where T : unmanaged, INumber<T>
{
    public static bool IsOrdered => false;

    public void Execute(in ReducePlan plan, T* x, T* y) =>
        ReduceLoop.Run<T, T, T, FoldAccumulator<T, MinFold<T>>>(in plan, x, y, default);
}

/// <summary>Whether any element is true.</summary>
internal readonly unsafe struct AnyReducer : IReducer<bool, bool>
{
    public static bool IsOrdered => false;

    public void Execute(in ReducePlan plan, bool* x, bool* y) =>
        ReduceLoop.Run<byte, byte, byte, FoldAccumulator<byte, MaxFold<byte>>>(in plan, (byte*)x, (byte*)y, default);
}

/// <summary>Whether all elements are true, as they are of none.</summary>
internal readonly unsafe struct AllReducer : IReducer<bool, bool>
{
    public static bool IsOrdered => false;

    // The least of no bytes is 255, which is no bool.
    public void Execute(in ReducePlan plan, bool* x, bool* y)
    {
        if (plan.Reduced.Total == 0)
        {
            new Span<bool>(y, plan.Kept.Total).Fill(true);
            return;
        }

        ReduceLoop.Run<byte, byte, byte, FoldAccumulator<byte, MinFold<byte>>>(in plan, (byte*)x, (byte*)y, default);
    }
}
