using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Functions of vectors that are built from the lanes' own.</summary>
internal static unsafe class VectorMath
{
    /// <summary>The hyperbolic sine of each lane, with small lanes as exact as large ones.</summary>
    /// <remarks>With w = exp(|x|/2) it is (w - 1/w) (w + 1/w) / 2: w stays in range where the result does, and w - 1 is known exactly.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Sinh<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes half = TLanes.Create(0.5f);
        TLanes lessOne = ExpFunction.LessOne(HalfMagnitude(x));
        TLanes w = lessOne + TLanes.One;
        TLanes inverse = TLanes.One / w;
        return TLanes.CopySign(half * TLanes.MultiplyAdd(lessOne, inverse, lessOne) * (w + inverse), x);
    }

    /// <summary>The hyperbolic cosine of each lane: with w = exp(|x|/2), (w^2 + 1/w^2) / 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Cosh<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes w = TLanes.Exp(HalfMagnitude(x));
        TLanes large = TLanes.Create(0.5f) * w * w;
        return large + (TLanes.Create(0.25f) / large);
    }

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
        TLanes less = ExpFunction.LessOne(magnitude + magnitude);
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

    // |x|/2, bounded where its power is in range and the square of that is not; on the right, where NaN stays
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes HalfMagnitude<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes> =>
        TLanes.MinNative(TLanes.Create(TLanes.IsSingle ? 80f : 700f), TLanes.Create(0.5f) * TLanes.Abs(x));

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
