using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Functions of a vector of floats or doubles that the run-time library does not have for both.</summary>
internal static class VectorMath
{
    /// <summary>e to the power of each lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x)
        where T : unmanaged => typeof(T) == typeof(float)
        ? ExpFunction.Exp(x.As<T, float>()).As<float, T>()
        : Vector.Exp(x.As<T, double>()).As<double, T>();

    /// <summary>The natural logarithm of each lane.</summary>
    public static Vector<T> Log<T>(Vector<T> x)
        where T : unmanaged => typeof(T) == typeof(float)
        ? Vector.Log(x.As<T, float>()).As<float, T>()
        : Vector.Log(x.As<T, double>()).As<double, T>();

    /// <summary>log(1 + x) for x of at least 0, with small lanes as exact as large ones (Kahan's correction).</summary>
    public static Vector<T> LogOnePlus<T>(Vector<T> x)
        where T : unmanaged
    {
        var sum = Vector<T>.One + x;
        var rounded = Vector.Equals(sum, Vector<T>.One);
        var corrected = Log(sum) * (x / (sum - Vector<T>.One));
        return Vector.ConditionalSelect(rounded, x, corrected);
    }

    /// <summary>exp(x) - 1 for x of at most 0, with small lanes as exact as large ones (Kahan's correction).</summary>
    public static Vector<T> ExpLessOne<T>(Vector<T> x)
        where T : unmanaged
    {
        var power = Exp(x);
        var less = power - Vector<T>.One;
        var corrected = less * (x / Log(power));
        var result = Vector.ConditionalSelect(Vector.Equals(power, Vector<T>.One), x, corrected);

        // where the power vanishes its logarithm is infinite
        return Vector.ConditionalSelect(Vector.Equals(less, -Vector<T>.One), less, result);
    }

    /// <summary>1 / (1 + exp(-x)).</summary>
    public static Vector<T> Sigmoid<T>(Vector<T> x)
        where T : unmanaged => Vector<T>.One / (Vector<T>.One + Exp(-x));

    /// <summary>log(1 + exp(x)) without overflow.</summary>
    public static Vector<T> Softplus<T>(Vector<T> x)
        where T : unmanaged => Vector.Max(x, Vector<T>.Zero) + LogOnePlus(Exp(-Vector.Abs(x)));

    /// <summary>The error function of each lane.</summary>
    public static Vector<T> Erf<T>(Vector<T> x)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            return ErrorFunction.Erf(x.As<T, float>()).As<float, T>();
        }

        Span<double> lanes = stackalloc double[Vector<double>.Count];
        x.As<T, double>().CopyTo(lanes);
        foreach (ref double lane in lanes)
        {
            lane = ErrorFunction.Erf(lane);
        }

        return new Vector<double>(lanes).As<double, T>();
    }
}
