namespace Flambeau.Kernels.Tests;

/// <summary>Results so large that they are written past the caches, against those of halves.</summary>
public class LargeBatchNormTests
{
    private const int Rows = 140_000, Channels = 64, Half = Rows / 2 * Channels;

    private readonly float[] _mean = Near.Random<float>(1, Channels);
    private readonly float[] _factors = Near.Random<float>(2, 3 * Channels);

    [Fact]
    public void A_normalisation_is_that_of_its_halves()
    {
        using Floats x = new(2 * Half, 3), residual = new(2 * Half, 4), expected = new(2 * Half, null), actual = new(2 * Half, null);
        Assert.True(Streaming.Pays(2L * Half * sizeof(float)));
        Assert.False(Streaming.Pays((long)Half * sizeof(float)));
        Apply(x.Span, residual.Span, actual.Span);
        Apply(x.Span[..Half], residual.Span[..Half], expected.Span[..Half]);
        Apply(x.Span[Half..], residual.Span[Half..], expected.Span[Half..]);
        Assert.True(expected.Span.SequenceEqual(actual.Span));

        // in place nothing goes past the caches
        Apply(x.Span, residual.Span, x.Span);
        Assert.True(expected.Span.SequenceEqual(x.Span));
    }

    [Fact]
    public void A_gradient_is_that_of_its_halves()
    {
        using Floats x = new(2 * Half, 3), dy = new(2 * Half, 4), expected = new(2 * Half, null), actual = new(2 * Half, null);
        Backward(x.Span, dy.Span, actual.Span);
        Backward(x.Span[..Half], dy.Span[..Half], expected.Span[..Half]);
        Backward(x.Span[Half..], dy.Span[Half..], expected.Span[Half..]);
        Assert.True(expected.Span.SequenceEqual(actual.Span));
        Backward(x.Span, dy.Span, dy.Span);
        Assert.True(expected.Span.SequenceEqual(dy.Span));
    }

    private void Apply(Span<float> x, Span<float> residual, Span<float> y) =>
        BatchNorm.Apply<float>(x.Length / Channels, Channels, x, _mean, _factors.AsSpan(0, Channels), residual, Activation.ReLU, y);

    private void Backward(Span<float> x, Span<float> dy, Span<float> dx) =>
        BatchNorm.BackwardApply<float>(x.Length / Channels, Channels, x, dy, _mean, _factors, dx);
}
