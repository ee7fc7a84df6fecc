using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The steps of softmax on one row; sums are in double precision.</summary>
internal static unsafe class SoftmaxRow
{
    /// <summary>The largest element, NaN if there is one.</summary>
    public static T Largest<T>(int n, T* x)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        default(FoldAccumulator<T, MaxFold<T>>).Run(new ReadOnlySpan<T>(x, n), 0);

    /// <summary>The sum of <c>exp(x - shift)</c>.</summary>
    public static double SumExp<T>(int n, T* x, T shift)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<double> low = Vector<double>.Zero;
        Vector<double> high = Vector<double>.Zero;
        int i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> e = VectorMath.Exp(Vector.Load(x + i) - new Vector<T>(shift));
            low += Lower(e);
            high += Upper(e);
        }

        if (i < n && n >= Vector<T>.Count)
        {
            Vector<T> last = Vector.Load(x + n - Vector<T>.Count) - new Vector<T>(shift);
            Vector<T> e = VectorMath.Exp(OnlyRest(last, n - i));
            low += Lower(e);
            high += Upper(e);
            i = n;
        }

        double sum = Vector.Sum(low + high);
        for (; i < n; i++)
        {
            sum += double.CreateTruncating(T.Exp(x[i] - shift));
        }

        return sum;
    }

    /// <summary>Writes <c>scale exp(x - shift)</c> and returns its sum.</summary>
    public static double Exp<T>(int n, T* x, T shift, T scale, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<double> low = Vector<double>.Zero;
        Vector<double> high = Vector<double>.Zero;
        int i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> e = VectorMath.Exp(Vector.Load(x + i) - new Vector<T>(shift)) * scale;
            low += Lower(e);
            high += Upper(e);
            e.Store(y + i);
        }

        double sum = Vector.Sum(low + high);
        for (; i < n; i++)
        {
            y[i] = T.Exp(x[i] - shift) * scale;
            sum += double.CreateTruncating(y[i]);
        }

        return sum;
    }

    /// <summary>Multiplies every element.</summary>
    public static void Scale<T>(int n, T factor, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
        {
            (Vector.Load(y + i) * factor).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] *= factor;
        }
    }

    /// <summary>Writes <c>(x - first) - second</c>; in two steps, since their sum may round away the second.</summary>
    public static void Subtract<T>(int n, T* x, T first, T second, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
        {
            (Vector.Load(x + i) - new Vector<T>(first) - new Vector<T>(second)).Store(y + i);
        }

        for (; i < n; i++)
        {
            y[i] = x[i] - first - second;
        }
    }

    /// <summary>The sum of products.</summary>
    public static T Dot<T>(int n, T* x, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<double> low = Vector<double>.Zero;
        Vector<double> high = Vector<double>.Zero;
        int i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> product = Vector.Load(x + i) * Vector.Load(y + i);
            low += Lower(product);
            high += Upper(product);
        }

        double sum = Vector.Sum(low + high);
        for (; i < n; i++)
        {
            sum += double.CreateTruncating(x[i] * y[i]);
        }

        return T.CreateTruncating(sum);
    }

    /// <summary>Writes <c>y (dy - sum)</c>.</summary>
    public static void Weigh<T>(int n, T* y, T* dy, T sum, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
        {
            (Vector.Load(y + i) * (Vector.Load(dy + i) - new Vector<T>(sum))).Store(dx + i);
        }

        for (; i < n; i++)
        {
            dx[i] = y[i] * (dy[i] - sum);
        }
    }

    /// <summary>Writes <c>dy - exp(y) sum dy</c>.</summary>
    public static void LogGradient<T>(int n, T* y, T* dy, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double total = typeof(T) == typeof(float)
            ? default(WideFoldAccumulator<SumFold<double>>).Run(new ReadOnlySpan<float>(dy, n), 0)
            : default(FoldAccumulator<double, SumFold<double>>).Run(new ReadOnlySpan<double>(dy, n), 0);
        T sum = T.CreateTruncating(total);
        int i = 0;
        for (; i <= n - Vector<T>.Count; i += Vector<T>.Count)
        {
            (Vector.Load(dy + i) - VectorMath.Exp(Vector.Load(y + i)) * sum).Store(dx + i);
        }

        for (; i < n; i++)
        {
            dx[i] = dy[i] - T.Exp(y[i]) * sum;
        }
    }

    // Minus infinity, which has no power of e, in the lanes of a row's last vector that another has met already.
    private static Vector<T> OnlyRest<T>(Vector<T> x, int count)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> met = Vector.LessThan(Vector<T>.Indices, new Vector<T>(T.CreateTruncating(Vector<T>.Count - count)));
        return Vector.ConditionalSelect(met, new Vector<T>(T.NegativeInfinity), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Lower<T>(Vector<T> x) =>
        typeof(T) == typeof(float) ? Vector.WidenLower(Vector.As<T, float>(x)) : Vector.As<T, double>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Upper<T>(Vector<T> x) =>
        typeof(T) == typeof(float) ? Vector.WidenUpper(Vector.As<T, float>(x)) : Vector<double>.Zero;
}
