using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class LogFunctionTests
{
    private readonly struct Log : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => LogFunction.Log(x);
    }

    private readonly struct OnePlus : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => LogFunction.OnePlus(x);
    }

    private readonly struct OnePlusOfUnit : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => LogFunction.OnePlusOfUnit(x);
    }

    // each power of two of the range, those below the normal numbers too, with numbers on both sides of the square root of two
    [Fact]
    public void Of_every_power_of_two()
    {
        double[] factors = [1, Math.BitIncrement(1.0), 1.0001, 1.2, 1.41421, 1.4143, 1.7, 1.999999];
        float[] singles = [.. Enumerable.Range(-149, 277).SelectMany(n => factors.Select(f => (float)Math.ScaleB(f, n)))];
        double[] doubles = [.. Enumerable.Range(-1074, 2098).SelectMany(n => factors.Select(f => Math.ScaleB(f, n)))];
        Near<float>(singles, 1.2e-7);
        Near<double>(doubles, 3e-16);

        static void Near<T>(T[] x, double tolerance)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] y = VectorFunctions.Of<T, Log>(x);
            for (int i = 0; i < x.Length; i++)
            {
                double wanted = Math.Log(double.CreateTruncating(x[i]));
                Assert.Equal(wanted, double.CreateTruncating(y[i]), tolerance * Math.Abs(wanted));
            }
        }
    }

    [Fact]
    public void Of_what_has_none()
    {
        Special<float>(float.Epsilon);
        Special<double>(double.Epsilon);

        static void Special<T>(T least)
            where T : unmanaged, IBinaryFloatingPointIeee754<T>
        {
            T[] x = [T.Zero, T.NegativeZero, -T.One, -least, T.NegativeInfinity, T.PositiveInfinity, T.NaN, T.One];
            Assert.Equal([T.NegativeInfinity, T.NegativeInfinity, T.NaN, T.NaN, T.NaN, T.PositiveInfinity, T.NaN, T.Zero], VectorFunctions.Of<T, Log>(x));
            x = [-T.One, -T.CreateTruncating(1.5), T.NegativeInfinity, T.PositiveInfinity, T.NaN, T.Zero, least];
            Assert.Equal([T.NegativeInfinity, T.NaN, T.NaN, T.PositiveInfinity, T.NaN, T.Zero, least], VectorFunctions.Of<T, OnePlus>(x));
            Assert.Equal([T.Zero, least, T.NaN], VectorFunctions.Of<T, OnePlusOfUnit>([T.Zero, least, T.NaN]));
        }
    }

    // Python: math.log1p(x)
    [Theory]
    [InlineData(1e-300, 1e-300)]
    [InlineData(1e-10, 9.999999999500001e-11)]
    [InlineData(-3e-7, -3.00000045000009e-07)]
    [InlineData(0.001, 0.0009995003330835331)]
    [InlineData(-0.5, -0.6931471805599453)]
    [InlineData(0.41421356, 0.34657358860194104)]
    [InlineData(-0.999, -6.907755278982136)]
    [InlineData(1e6, 13.815511557963774)]
    public void Of_one_plus(double x, double wanted)
    {
        Assert.Equal(wanted, VectorFunctions.Of<double, OnePlus>([x])[0], 4e-16 * Math.Abs(wanted));
        if (x is >= 0 and <= 1)
        {
            Assert.Equal(wanted, VectorFunctions.Of<double, OnePlusOfUnit>([x])[0], 4e-16 * wanted);
        }
    }

    [Fact]
    public void Of_one_plus_floats()
    {
        float[] x = [.. Enumerable.Range(0, 30_001).Select(i => -0.99f + (i / 10_000f))], small = [.. x.Select(value => value * 1e-6f)];
        double Wanted(float value) => VectorFunctions.Of<double, OnePlus>([value])[0];
        foreach (float[] values in (float[][])[x, small])
        {
            float[] y = VectorFunctions.Of<float, OnePlus>(values), unit = VectorFunctions.Of<float, OnePlusOfUnit>(values);
            for (int i = 0; i < x.Length; i += 7)
            {
                Assert.Equal(Wanted(values[i]), y[i], 2e-7 * Math.Abs(Wanted(values[i])));
                if (values[i] is >= 0 and <= 1)
                {
                    Assert.Equal(Wanted(values[i]), unit[i], 2e-7 * Math.Abs(Wanted(values[i])));
                }
            }
        }
    }
}
