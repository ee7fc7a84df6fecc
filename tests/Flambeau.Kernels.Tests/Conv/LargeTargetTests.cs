namespace Flambeau.Kernels.Tests.Conv;

/// <summary>Targets so large that they are written past the caches, against the same images one by one.</summary>
public class LargeTargetTests
{
    private const int Images = 2;

    [Theory]
    [InlineData(1, 1, 512, false)] // 1x1: the direct path
    [InlineData(3, 1, 512, false)] // Winograd
    [InlineData(3, 2, 1024, false)] // the direct path with padding
    [InlineData(1, 1, 1024, true)]
    [InlineData(3, 1, 1024, true)]
    public void A_batch_is_what_its_images_are(int kernel, int stride, int side, bool pools)
    {
        Conv2dGeometry both = Geometry(Images, kernel, stride, side), one = Geometry(1, kernel, stride, side);
        int length = (int)(pools ? one.PooledLength : one.OutputLength), added = pools ? 0 : length;
        Assert.True(Streaming.Pays((long)Images * length * sizeof(float)));
        Assert.False(Streaming.Pays(length * sizeof(float)));
        using Floats x = new(both.InputLength, 1), residual = new(Images * added, 2);
        using Floats expected = new(Images * length, null), actual = new(Images * length, null);
        float[] weight = Near.Random<float>(3, (int)both.WeightLength);

        for (int image = 0; image < Images; image++)
        {
            Span<float> from = x.Span.Slice(image * (int)one.InputLength, (int)one.InputLength);
            Run(one, from, weight, residual.Span.Slice(image * added, added), expected.Span.Slice(image * length, length), pools);
        }

        Run(both, x.Span, weight, residual.Span, actual.Span, pools);

        double largest = 0;
        for (int i = 0; i < actual.Span.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected.Span[i] - actual.Span[i]));
        }

        // a batch may take another algorithm than an image
        Assert.InRange(largest, 0, 1e-4);
        Assert.NotEqual(0, actual.Span[^1]);
    }

    private static Conv2dGeometry Geometry(int images, int kernel, int stride, int side) =>
        new(images, 8, side, side / 2, 32, kernel, kernel, stride, stride, kernel / 2, kernel / 2, 1, 1, 1);

    private static void Run(
        in Conv2dGeometry geometry, ReadOnlySpan<float> x, float[] weight, ReadOnlySpan<float> residual, Span<float> y, bool pools) =>
        Conv2dKernel.Forward(in geometry, x, weight, new ConvEpilogue<float> { Residual = residual, Pools = pools }, y);
}
