using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The sum.</summary>
internal readonly struct SumFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.Zero;

    public static T Combine(T x, T y) => x + y;

    public static Vector<T> Combine(Vector<T> x, Vector<T> y) => x + y;
}

/// <summary>The sum divided by the count.</summary>
internal readonly struct MeanFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.Zero;

    public static T Combine(T x, T y) => x + y;

    public static Vector<T> Combine(Vector<T> x, Vector<T> y) => x + y;

    public static T Finish(T folded, int count) => folded / T.CreateTruncating(count);
}

/// <summary>The Euclidean norm.</summary>
internal readonly struct NormFold : IFold<double>
{
    public static double Identity => 0;

    public static double Combine(double x, double y) => x + y;

    public static Vector<double> Combine(Vector<double> x, Vector<double> y) => x + y;

    public static double Map(double x) => x * x;

    public static Vector<double> Map(Vector<double> x) => x * x;

    public static double Finish(double folded, int count) => Math.Sqrt(folded);
}

/// <summary>The product.</summary>
internal readonly struct ProductFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.One;

    public static T Combine(T x, T y) => x * y;

    public static Vector<T> Combine(Vector<T> x, Vector<T> y) => x * y;
}

/// <summary>The largest element; NaN if there is one.</summary>
internal readonly struct MaxFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    // Saturation makes this the least value of an integer type.
    public static T Identity => T.CreateSaturating(double.NegativeInfinity);

    public static T Combine(T x, T y) => T.Max(x, y);

    public static Vector<T> Combine(Vector<T> x, Vector<T> y) => Vector.Max(x, y);
}

/// <summary>The smallest element; NaN if there is one.</summary>
internal readonly struct MinFold<T> : IFold<T>
    where T : unmanaged, INumber<T>
{
    public static T Identity => T.CreateSaturating(double.PositiveInfinity);

    public static T Combine(T x, T y) => T.Min(x, y);

    public static Vector<T> Combine(Vector<T> x, Vector<T> y) => Vector.Min(x, y);
}
