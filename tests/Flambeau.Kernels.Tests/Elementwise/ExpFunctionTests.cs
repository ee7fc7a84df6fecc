namespace Flambeau.Kernels.Tests;

public class ExpFunctionTests
{
    private static float Exp(float x)
    {
        float[] result = [x];
        VectorLoop.Run(default(Exponential), result, result, streams: false);
        return result[0];
    }

    private readonly struct Exponential : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => ExpFunction.Exp(x);
    }

    [Fact]
    public void Within_one_and_a_half_units_in_the_last_place()
    {
        for (float x = -87.3f; x < 88.7f; x += 0.000937f)
        {
            double wanted = Math.Exp(x);
            double unit = MathF.BitIncrement((float)wanted) - (float)wanted;
            if (!(Math.Abs(Exp(x) - wanted) <= 1.5 * unit))
            {
                Assert.Fail($"exp({x}) is {Exp(x)}, not {wanted}");
            }
        }
    }

    [Fact]
    public void Beyond_the_range_of_floats()
    {
        Assert.Equal(1f, Exp(0));
        Assert.Equal(1f, Exp(-0f));
        Assert.Equal(0f, Exp(float.NegativeInfinity));
        Assert.Equal(0f, Exp(-200));
        Assert.Equal(float.PositiveInfinity, Exp(float.PositiveInfinity));
        Assert.Equal(float.PositiveInfinity, Exp(88.8f));
        Assert.Equal(float.NaN, Exp(float.NaN));
        Assert.Equal((float)Math.Exp(-95), Exp(-95), 2e-45f);
    }
}
