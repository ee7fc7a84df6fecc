namespace Flambeau.Kernels.Tests.Conv;

/// <summary>Targets so large that they are written past the caches, against the same images one by one.</summary>
public class LargeTargetTests
{
    private const int Images = 2;

    [Theory]
    [InlineData(1, 1, 512)] // 1x1: the direct path
    [InlineData(3, 1, 512)] // Winograd
    [InlineData(3, 2, 1024)] // the direct path with padding
    public void A_batch_is_what_its_images_are(int kernel, int stride, int side)
    {
        Conv2dGeometry both = Geometry(Images, kernel, stride, side), one = Geometry(1, kernel, stride, side);
        Assert.True(Streaming.Pays(both.OutputLength * sizeof(float)));
        Assert.False(Streaming.Pays(one.OutputLength * sizeof(float)));
        using Floats x = new(both.InputLength, 1), residual = new(both.OutputLength, 2);
        using Floats expected = new(both.OutputLength, null), actual = new(both.OutputLength, null);
        float[] weight = Near.Random<float>(3, (int)both.WeightLength);

        int length = (int)one.OutputLength;
        for (int image = 0; image < Images; image++)
        {
            Span<float> from = x.Span.Slice(image * (int)one.InputLength, (int)one.InputLength);
            Run(one, from, weight, residual.Span.Slice(image * length, length), expected.Span.Slice(image * length, length));
        }

        Run(both, x.Span, weight, residual.Span, actual.Span);

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
        in Conv2dGeometry geometry, ReadOnlySpan<float> x, float[] weight, ReadOnlySpan<float> residual, Span<float> y) =>
        Conv2dKernel.Forward(in geometry, x, weight, new ConvEpilogue<float> { Residual = residual }, y);
}
