namespace Flambeau.Kernels.Tests;

public class ExpFunctionOfDoublesTests
{
    private readonly struct Exponential : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => ExpFunction.Exp(x);
    }

    private readonly struct LessOne : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => ExpFunction.LessOne(x);
    }

    [Fact]
    public void Within_a_unit_and_a_half_in_the_last_place()
    {
        const int Count = 150_001;
        double[] x = [.. Enumerable.Range(0, Count).Select(i => -708 + (1417.78 * i / (Count - 1)))], y = VectorFunctions.Of<double, Exponential>(x);
        for (int i = 0; i < Count; i++)
        {
            Assert.Equal(Math.Exp(x[i]), y[i], 1.5 * (Math.BitIncrement(Math.Exp(x[i])) - Math.Exp(x[i])));
        }
    }

    [Fact]
    public void Beyond_the_range_of_doubles()
    {
        double[] x = [0, -0.0, double.NegativeInfinity, -800, double.PositiveInfinity, 709.8, double.NaN, 709.78];
        Assert.Equal([1, 1, 0, 0, double.PositiveInfinity, double.PositiveInfinity, double.NaN, Math.Exp(709.78)], VectorFunctions.Of<double, Exponential>(x));
        Assert.Equal(Math.Exp(-740), VectorFunctions.Of<double, Exponential>([-740])[0], 1e-323); // of two bits
        Assert.Equal(Math.Exp(-720), VectorFunctions.Of<double, Exponential>([-720])[0], 1e-323);
    }

    // Python: math.expm1(x)
    [Theory]
    [InlineData(1e-300, 1e-300)]
    [InlineData(1e-10, 1.00000000005e-10)]
    [InlineData(-3e-7, -2.999999550000045e-07)]
    [InlineData(0.001, 0.0010005001667083417)]
    [InlineData(-0.5, -0.3934693402873666)]
    [InlineData(0.3465, 0.41410949383036244)]
    [InlineData(2.5, 11.182493960703473)]
    [InlineData(-30, -0.9999999999999064)]
    [InlineData(-1000, -1)]
    [InlineData(double.NegativeInfinity, -1)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Less_one(double x, double wanted) => Assert.Equal(wanted, VectorFunctions.Of<double, LessOne>([x])[0], 4e-16 * Math.Min(Math.Abs(wanted), 1e300));

    [Fact]
    public void Less_one_of_what_is_no_number() => Assert.Equal(double.NaN, VectorFunctions.Of<double, LessOne>([double.NaN])[0]);
}
