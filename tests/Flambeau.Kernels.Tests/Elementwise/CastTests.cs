namespace Flambeau.Kernels.Tests;

public class CastTests
{
    private static readonly double[] s_values =
        [0, 1, -1, 2.7, -2.7, 127, 128, -128, -129, 255, 256, 300.5, 32767, 32768, -32769, 1e5, -1e5, 0.25, -0.25];

    private static TOut[] Cast<TIn, TOut>(TIn[] x)
        where TIn : unmanaged
        where TOut : unmanaged
    {
        // Twice in a row, so that vectors and tails are both met.
        TIn[] many = [.. Enumerable.Range(0, 41).SelectMany(_ => x)];
        var y = new TOut[many.Length];
        default(CastKernel<TIn, TOut>).Invoke(many, y);
        for (int i = x.Length; i < y.Length; i++)
        {
            Assert.Equal(y[i % x.Length], y[i]);
        }

        return y[..x.Length];
    }

    private static void FromIsC<TIn>(TIn[] x, Func<TIn, double> wide, Func<TIn, long> whole)
        where TIn : unmanaged
    {
        Assert.Equal([.. x.Select(v => (float)wide(v))], Cast<TIn, float>(x));
        Assert.Equal([.. x.Select(wide)], Cast<TIn, double>(x));
        Assert.Equal([.. x.Select(v => (Half)wide(v))], Cast<TIn, Half>(x));
        Assert.Equal([.. x.Select(whole)], Cast<TIn, long>(x));
        Assert.Equal([.. x.Select(v => (int)whole(v))], Cast<TIn, int>(x));
        Assert.Equal([.. x.Select(v => (short)whole(v))], Cast<TIn, short>(x));
        Assert.Equal([.. x.Select(v => (sbyte)whole(v))], Cast<TIn, sbyte>(x));
        Assert.Equal([.. x.Select(v => (byte)whole(v))], Cast<TIn, byte>(x));
        Assert.Equal([.. x.Select(v => wide(v) != 0)], Cast<TIn, bool>(x));
    }

    [Fact]
    public void From_float() => FromIsC([.. s_values.Select(v => (float)v)], v => v, v => (long)v);

    [Fact]
    public void From_double() => FromIsC(s_values, v => v, v => (long)v);

    [Fact]
    public void From_half() => FromIsC([.. s_values.Where(v => Math.Abs(v) < 6e4).Select(v => (Half)v)], v => (double)v, v => (long)v);

    [Fact]
    public void From_long() => FromIsC([.. s_values.Select(v => (long)v)], v => v, v => v);

    [Fact]
    public void From_int() => FromIsC([.. s_values.Select(v => (int)v)], v => v, v => v);

    [Fact]
    public void From_short() => FromIsC([.. s_values.Select(v => (short)(int)v)], v => v, v => v);

    [Fact]
    public void From_sbyte() => FromIsC([.. s_values.Select(v => (sbyte)(int)v)], v => v, v => v);

    [Fact]
    public void From_byte() => FromIsC([.. s_values.Select(v => (byte)(int)v)], v => v, v => v);

    [Fact]
    public void From_bool() => FromIsC([true, false, true], v => v ? 1 : 0, v => v ? 1 : 0);

    [Fact]
    public void Not_a_number_is_true_and_zero()
    {
        Assert.Equal([true, false], Cast<float, bool>([float.NaN, -0f]));
        Assert.Equal([true, false, true], Cast<double, bool>([double.NaN, -0.0, double.Epsilon]));
        Assert.Equal([true, false, true], Cast<Half, bool>([Half.NaN, Half.NegativeZero, Half.Epsilon]));
        Assert.Equal([0, int.MaxValue, int.MinValue], Cast<float, int>([float.NaN, 1e20f, -1e20f]));
        Assert.Equal([0, long.MaxValue, long.MinValue], Cast<double, long>([double.NaN, 1e30, -1e30]));
    }
}
