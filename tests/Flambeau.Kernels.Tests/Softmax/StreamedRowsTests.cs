namespace Flambeau.Kernels.Tests;

/// <summary>Results large enough to go past the caches have the same bits as small ones.</summary>
public class StreamedRowsTests
{
    // an odd length, so that rows begin everywhere in a cache line
    private const int Features = 1001;
    private const int Rows = 8400;
    private const int Part = 100;

    [Fact]
    public void Softmax_forward()
    {
        float[] x = Numbers(1), y = new float[x.Length];
        Softmax.Forward<float>(Rows, Features, x, y);
        AssertPartsEqual(y, (at, part) => Softmax.Forward<float>(Part, Features, x.AsSpan(at, part.Length), part));
    }

    [Fact]
    public void Softmax_backward()
    {
        float[] y = Numbers(2), dy = Numbers(3), dx = new float[y.Length];
        Softmax.Backward<float>(Rows, Features, y, dy, dx);
        AssertPartsEqual(dx, (at, part) => Softmax.Backward<float>(
            Part, Features, y.AsSpan(at, part.Length), dy.AsSpan(at, part.Length), part));
    }

    [Fact]
    public void Layer_norm_forward()
    {
        float[] x = Numbers(4), y = new float[x.Length], gamma = Near.Random<float>(5, Features), beta = Near.Random<float>(6, Features);
        LayerNorm.Forward<float>(Rows, Features, x, gamma, beta, 1e-5, y, new float[Rows], new float[Rows]);
        AssertPartsEqual(y, (at, part) => LayerNorm.Forward<float>(
            Part, Features, x.AsSpan(at, part.Length), gamma, beta, 1e-5, part, new float[Part], new float[Part]));
    }

    private delegate void PartOf(int at, Span<float> part);

    private static float[] Numbers(int seed)
    {
        Assert.True(Streaming.Pays((long)Rows * Features * sizeof(float)));
        Assert.False(Streaming.Pays((long)Part * Features * sizeof(float)));
        return Near.Random<float>(seed, Rows * Features);
    }

    private static void AssertPartsEqual(float[] whole, PartOf compute)
    {
        float[] part = new float[Part * Features];
        for (int at = 0; at < whole.Length; at += part.Length)
        {
            compute(at, part);
            Assert.True(part.AsSpan().SequenceEqual(whole.AsSpan(at, part.Length)), $"rows from {at / Features} on differ");
        }
    }
}
