namespace Flambeau.Kernels.Tests;

/// <summary>Expected numbers were drawn by PyTorch 1.13 with the seeds given.</summary>
public class RandomIntegerTests
{
    [Fact]
    public void Integers_of_narrow_and_wide_ranges()
    {
        var generator = new Mt19937(0);
        var ten = new long[10];
        var four = new long[4];
        var three = new long[3];
        RandomFill.Integers(generator, 0, 10, ten.AsSpan());
        RandomFill.Integers(generator, -5, 1005, four.AsSpan());
        RandomFill.Integers(generator, 0, 1UL << 40, three.AsSpan());
        Assert.Equal([4, 9, 3, 0, 3, 9, 7, 3, 7, 3], ten);
        Assert.Equal([636, 396, 391, 679], four);
        Assert.Equal([300891291096, 379128171916, 251159659201], three);
    }

    [Fact]
    public void Integers_as_bytes_and_floats()
    {
        var generator = new Mt19937(0);
        var bytes = new byte[5];
        var floats = new float[5];
        RandomFill.Integers(generator, 0, 256, bytes.AsSpan());
        RandomFill.Integers(generator, 0, 9, floats.AsSpan());
        Assert.Equal([172, 47, 117, 192, 67], bytes);
        Assert.Equal([6, 7, 1, 1, 0], floats);
    }

    [Fact]
    public void Permutations()
    {
        var generator = new Mt19937(0);
        var ten = new long[10];
        var one = new long[1];
        RandomFill.Permutation(generator, ten);
        RandomFill.Permutation(generator, one);
        Assert.Equal([4, 1, 7, 5, 3, 9, 0, 8, 6, 2], ten);
        Assert.Equal([0], one);
        Assert.Equal(0.6323062777519226f, Next(generator));
    }

    [Fact]
    public void Bernoulli_of_one_probability()
    {
        var y = new float[20];
        RandomFill.Bernoulli(new Mt19937(0), 0.3, y.AsSpan());
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0], y);
    }

    [Fact]
    public void Bernoulli_of_a_probability_each()
    {
        var generator = new Mt19937(0);
        var y = new float[12];
        float[] p = [.. Enumerable.Range(0, 12).Select(i => i / 11f)];
        RandomFill.Bernoulli(generator, p, y.AsSpan());
        Assert.Equal([0, 0, 1, 1, 1, 0, 1, 0, 1, 1, 1, 1], y);
        Assert.Equal(0.022325754165649414f, Next(generator));

        generator.Seed(0);
        double[] wide = [.. Enumerable.Range(0, 12).Select(i => i / 11.0)];
        RandomFill.Bernoulli(generator, wide, y.AsSpan());
        Assert.Equal([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], y);
        Assert.Equal(0.41940832138061523f, Next(generator));
    }

    [Fact]
    public void Non_negative_64_bit_integers()
    {
        var y = new long[3];
        RandomFill.Integers<long>(new Mt19937(0), 0, 1UL << 63, y);
        Assert.Equal([900450186894289455, 3969543146641149120, 1895649597198586619], y);
    }

    private static float Next(Mt19937 generator)
    {
        var y = new float[1];
        RandomFill.Uniform(generator, 0f, 1f, y);
        return y[0];
    }
}
