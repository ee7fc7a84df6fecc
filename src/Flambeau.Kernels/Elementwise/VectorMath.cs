using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Functions of vectors that are built from the lanes' own.</summary>
internal static unsafe class VectorMath
{
    /// <summary>exp(x) - 1, with small lanes as exact as large ones.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes ExpLessOne<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IsSingle ? ExpFunction.LessOne(x) : DoubleExpFunction.LessOne(x);

    /// <summary>1 / (1 + exp(-x)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sigmoid<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.One / (TLanes.One + TLanes.Exp(-x));

    /// <summary>The hyperbolic tangent of each lane: e / (e + 2) with e = exp(2 |x|) - 1, and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Tanh<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // from 20 on it is 1, of floats from 10 on; on the right, where NaN stays
        TLanes magnitude = TLanes.MinNative(TLanes.Create(20f), TLanes.Abs(x));
        TLanes less = ExpLessOne(magnitude + magnitude);
        return TLanes.CopySign(less / (less + TLanes.Create(2f)), x);
    }

    /// <summary>log(1 + exp(x)) without overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Softplus<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.MaxNative(TLanes.Zero, x) + LogFunction.OnePlusOfUnit(TLanes.Exp(-TLanes.Abs(x)));

    /// <summary>The error function of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Erf<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IsSingle ? ErrorFunction.Erf(x) : DoubleErf(x);

    /// <summary>The standard normal distribution function of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Normal<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (TLanes.IsSingle)
        {
            return ErrorFunction.Normal(x);
        }

        var half = TLanes.Create(0.5);
        return half + (half * DoubleErf(x * TLanes.Create(Math.Sqrt(0.5))));
    }

    /// <summary>Each lane times its standard normal distribution function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes TimesNormal<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IsSingle ? ErrorFunction.TimesNormal(x) : x * Normal(x);

    private static TLanes DoubleErf<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        double* lanes = stackalloc double[TLanes.Count];
        x.Store(lanes);
        for (int i = 0; i < TLanes.Count; i++)
        {
            lanes[i] = ErrorFunction.Erf(lanes[i]);
        }

        return TLanes.Load(lanes);
    }
}
