namespace Flambeau.Kernels.Tests;

/// <summary>Functions of lanes against those of double precision, at lengths around every vector.</summary>
public class VectorMathTests
{
    private readonly struct LogOnePlus : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => LogFunction.OnePlus(TLanes.Abs(x));
    }

    private readonly struct ExpLessOne : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => ExpFunction.LessOne(x);
    }

    private readonly struct Sigmoid : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Sigmoid(x);
    }

    private readonly struct Tanh : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Tanh(x);
    }

    private readonly struct Softplus : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Softplus(x);
    }

    private readonly struct Sinh : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Sinh(x);
    }

    private readonly struct Cosh : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Cosh(x);
    }

    private readonly struct PowerOfTwo : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => ExpFunction.OfTwo(x);
    }

    private readonly struct Erf : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Erf(x);
    }

    private readonly struct Normal : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.Normal(x);
    }

    private readonly struct TimesNormal : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => VectorMath.TimesNormal(x);
    }

    private readonly struct SigmoidGradient : IVectorGradient
    {
        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * saved * (TLanes.One - saved);
    }

    [Theory]
    [MemberData(nameof(VectorLoopTests.Lengths), MemberType = typeof(VectorLoopTests))]
    public void Functions(int length)
    {
        Check<float>(length, 3e-7);
        Check<double>(length, 1e-15);
    }

    [Theory]
    [MemberData(nameof(VectorLoopTests.Lengths), MemberType = typeof(VectorLoopTests))]
    public void Gradients(int length)
    {
        float[] d = Near.Random<float>(1, length), y = Near.Random<float>(2, length), dx = new float[length];
        VectorLoop.RunGradient(default(SigmoidGradient), d, y, dx.AsSpan(), streams: false);
        Near.Equal<float>([.. d.Zip(y, (a, b) => (double)a * b * (1 - (double)b))], dx, 1e-6);
    }

    [Fact]
    public void The_normal_distribution_of_floats()
    {
        (float[] x, float[] y) = OfGrid<Normal>(-12, 12);
        for (int i = 0; i < x.Length; i++)
        {
            double wanted = ErrorFunction.Erfc(-x[i] * Math.Sqrt(0.5)) / 2;
            Assert.Equal(wanted, y[i], 7e-8);
            if (x[i] is > -5 and < 0)
            {
                Assert.Equal(1, y[i] / wanted, x[i] > -3 ? 1e-6 : 1e-5);
            }
        }
    }

    [Fact]
    public void A_float_times_its_normal_distribution()
    {
        (float[] x, float[] y) = OfGrid<TimesNormal>(-16, 16);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(x[i] * ErrorFunction.Erfc(-x[i] * Math.Sqrt(0.5)) / 2, y[i], 8e-8 * Math.Max(1, Math.Abs(x[i])));
        }

        x = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -1000, 1000, 0];
        y = new float[x.Length];
        VectorLoop.Run<float, TimesNormal>(default, x, y, streams: false);
        Assert.Equal([float.NaN, 0, float.PositiveInfinity, 0, 1000, 0], y);
    }

    [Fact]
    public void The_normal_distribution_of_what_is_no_number()
    {
        float[] x = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, -1000, 1000, 0], y = new float[x.Length];
        VectorLoop.Run<float, Normal>(default, x, y, streams: false);
        Assert.Equal([0, 1, 0, 1, 0.5f], y[1..]);
    }

    [Fact]
    public void The_hyperbolic_tangent_of_floats()
    {
        foreach (float largest in (float[])[12, 0.1f, 1e-6f, 1e-30f])
        {
            (float[] x, float[] y) = OfGrid<Tanh>(-largest, largest);
            for (int i = 0; i < x.Length; i++)
            {
                Assert.Equal(Math.Tanh(x[i]), y[i], 2e-7 * Math.Abs(Math.Tanh(x[i])));
            }
        }
    }

    [Fact]
    public void The_hyperbolic_tangent_of_what_is_no_number()
    {
        foreach (int copies in (int[])[1, 16])
        {
            Special<float>([float.NaN, float.NegativeInfinity, float.PositiveInfinity, -1000, 1000, 0, -0f, 1e-44f], copies);
            Special<double>([double.NaN, double.NegativeInfinity, double.PositiveInfinity, -1000, 1000, 0, -0.0, 1e-320], copies);
        }

        static void Special<T>(T[] values, int copies)
            where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T>
        {
            T[] x = [.. Enumerable.Repeat(values, copies).SelectMany(value => value)], y = new T[x.Length];
            VectorLoop.Run<T, Tanh>(default, x, y, streams: false);
            for (int i = 0; i < x.Length; i++)
            {
                Assert.Equal(T.Tanh(x[i]), y[i]);
                Assert.Equal(T.IsNegative(x[i]), T.IsNegative(y[i]));
            }
        }
    }

    [Fact]
    public void Hyperbolic_functions_and_powers_of_two_at_the_ends_of_the_range()
    {
        Assert.Equal([1e-30f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, float.PositiveInfinity], VectorFunctions.Of<float, Sinh>([1e-30f, -0f, 89.5f, -1e30f, float.NaN, float.PositiveInfinity]));
        Assert.Equal([1, 1, float.PositiveInfinity, float.PositiveInfinity, float.NaN], VectorFunctions.Of<float, Cosh>([float.Epsilon, -0f, 89.5f, -1e30f, float.NaN]));
        Assert.Equal([0, 1, 0.5f, float.PositiveInfinity, float.NaN, 1.7014118e38f, float.Epsilon], VectorFunctions.Of<float, PowerOfTwo>([-1e30f, 0, -1, 128, float.NaN, 127, -149]));
        Assert.Equal([-1e-300, double.PositiveInfinity, double.NegativeInfinity, double.NaN], VectorFunctions.Of<double, Sinh>([-1e-300, 711, -1e300, double.NaN]));
        Assert.Equal([1, double.PositiveInfinity, double.PositiveInfinity, double.NaN], VectorFunctions.Of<double, Cosh>([double.Epsilon, 711, -1e300, double.NaN]));
        Assert.Equal([0, 0.125, double.PositiveInfinity, double.NaN, double.Epsilon], VectorFunctions.Of<double, PowerOfTwo>([-1e300, -3, 1024, double.NaN, -1074]));

        // where the exponential itself is out of range: Python's math.sinh(89.25), math.sinh(710.25)
        Assert.Equal(2.8823885e38f, VectorFunctions.Of<float, Sinh>([89.25f])[0], 1e32f);
        Assert.Equal(VectorFunctions.Of<float, Sinh>([89.25f]), VectorFunctions.Of<float, Cosh>([89.25f]));
        Assert.Equal(1, VectorFunctions.Of<double, Sinh>([710.25])[0] / 1.4342530302495126e308, 1e-15);
    }

    // Python: [math.erf(x) for x in ...], [math.erfc(x) for x in ...]
    [Theory]
    [InlineData(0.25, 0.2763263901682369, 0.7236736098317631)]
    [InlineData(1, 0.8427007929497149, 0.15729920705028513)]
    [InlineData(-2.4, -0.999311486103355, 1.999311486103355)]
    [InlineData(3, 0.9999779095030014, 2.209049699858544e-05)]
    [InlineData(6, 1, 2.1519736712498913e-17)]
    public void The_error_function_of_doubles(double x, double erf, double erfc)
    {
        Assert.Equal(erf, ErrorFunction.Erf(x), 2e-15);
        Assert.Equal(1, ErrorFunction.Erfc(x) / erfc, 1e-12);
        if (Math.Abs(x) < 3)
        {
            Assert.Equal(x, ErrorFunction.Erfinv(ErrorFunction.Erf(x)), 1e-12);
        }
    }

    private static (float[] X, float[] Y) OfGrid<TFunction>(float from, float to)
        where TFunction : struct, IVectorFunction
    {
        const int Count = 100_001;
        float[] x = [.. Enumerable.Range(0, Count).Select(i => from + ((to - from) * i / (Count - 1)))], y = new float[Count];
        VectorLoop.Run<float, TFunction>(default, x, y, streams: false);
        return (x, y);
    }

    private static void Check<T>(int length, double tolerance)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        Check<T, LogOnePlus>(length, tolerance, x => Math.Abs(x) < 1e-5 ? Math.Abs(x) - (x * x / 2) : Math.Log(1 + Math.Abs(x)));
        Check<T, ExpLessOne>(length, tolerance, x => Math.Abs(x) < 1e-5 ? x + (x * x / 2) : Math.Exp(x) - 1);
        Check<T, Sigmoid>(length, tolerance, x => 1 / (1 + Math.Exp(-x)));
        Check<T, Tanh>(length, tolerance, Math.Tanh);
        Check<T, Sinh>(length, 2 * tolerance, Math.Sinh);
        Check<T, Cosh>(length, 2 * tolerance, Math.Cosh);
        Check<T, PowerOfTwo>(length, tolerance, x => Math.Pow(2, x));
        Check<T, Softplus>(length, tolerance, x => Math.Log(1 + Math.Exp(x)));
        Check<T, Erf>(length, tolerance, ErrorFunction.Erf);

        // in floats the tail, of 3e-5 at -4, is less exact; the test below says how much
        Check<T, Normal>(length, 8 * tolerance, x => ErrorFunction.Erfc(-x * Math.Sqrt(0.5)) / 2);
    }

    private static void Check<T, TFunction>(int length, double tolerance, Func<double, double> expected)
        where T : unmanaged, System.Numerics.INumber<T>
        where TFunction : struct, IVectorFunction
    {
        T[] x = Near.Random<T>(length, length, -4, 4), y = new T[length];
        for (int i = 0; i < length; i += 5)
        {
            x[i] *= T.CreateTruncating(1e-6); // where a plain formula loses the small ones
        }

        VectorLoop.Run<T, TFunction>(default, x, y, streams: false);
        for (int i = 0; i < length; i++)
        {
            double wanted = expected(double.CreateTruncating(x[i]));
            if (!(Math.Abs(double.CreateTruncating(y[i]) - wanted) <= tolerance * Math.Max(Math.Abs(wanted), typeof(T) == typeof(double) ? 1 : 0)))
            {
                Assert.Fail($"{typeof(TFunction).Name}({x[i]}) is {y[i]}, not {wanted}");
            }
        }
    }
}
