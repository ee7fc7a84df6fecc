using System.Numerics;

namespace Flambeau.Kernels.Tests.Conv;

[Collection(nameof(Workers))]
public sealed class ConvDeterminismTests : IDisposable
{
    private readonly int _threads = Workers.Count;

    public void Dispose()
    {
        Workers.Count = _threads;
        ConvolutionPlan.Forced = null;
    }

    [Theory]
    [InlineData("6 24 15 13 40 3 3 1 1 1 1 1 1 1", ConvAlgorithm.Direct)]
    [InlineData("6 24 15 13 40 3 3 1 1 1 1 1 1 1", ConvAlgorithm.WinogradF2)]
    [InlineData("6 24 15 13 40 3 3 1 1 1 1 1 1 1", ConvAlgorithm.WinogradF4)]
    [InlineData("1 16 150 149 16 3 3 1 1 1 1 1 1 1", ConvAlgorithm.WinogradF4)]
    [InlineData("3 64 40 40 48 3 3 2 2 1 1 1 1 1", ConvAlgorithm.Direct)]
    [InlineData("3 3 40 40 48 7 7 2 2 3 3 1 1 1", ConvAlgorithm.Direct)]
    [InlineData("5 96 20 20 70 1 1 1 1 0 0 1 1 1", ConvAlgorithm.Direct)]
    [InlineData("5 96 20 21 70 1 1 2 2 0 0 1 1 1", ConvAlgorithm.Direct)]
    [InlineData("3 48 20 20 40 3 3 1 1 1 1 1 1 8", ConvAlgorithm.Direct)]
    [InlineData("1 64 30 30 64 3 3 1 1 2 2 2 2 1", ConvAlgorithm.Direct)]
    [InlineData("3 40 30 30 40 3 3 1 1 1 1 1 1 40", ConvAlgorithm.Depthwise)]
    [InlineData("3 40 30 30 40 3 3 2 2 1 1 1 1 40", ConvAlgorithm.Depthwise)]
    public void Results_are_the_same_to_the_bit_for_any_number_of_threads(string sizes, object algorithm)
    {
        ConvolutionPlan.Forced = (ConvAlgorithm)algorithm;
        var @case = new ConvCase(Conv2dKernelTests.Geometry(sizes));
        AssertSame<float>(@case);
        AssertSame<double>(@case);
    }

    /// <summary>Factors beyond the second-level cache, which one thread or two read for two panels at a time, the last one by itself, and seven for one.</summary>
    [Fact]
    public void Large_layers_are_the_same_to_the_bit_for_any_number_of_threads()
    {
        var @case = new ConvCase(Conv2dKernelTests.Geometry("8 256 14 14 150 3 3 1 1 1 1 1 1 1"));
        ConvolutionPlan.Forced = ConvAlgorithm.WinogradF4;
        AssertSame<float>(@case);
        float[] y = @case.Forward<float>();
        ConvolutionPlan.Forced = ConvAlgorithm.Direct;
        float[] direct = @case.Forward<float>();
        Assert.InRange(direct.Zip(y, (a, b) => Math.Abs(a - b)).Max(), 0, 2e-5f * direct.Max(Math.Abs));
    }

    private static void AssertSame<T>(ConvCase @case)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] Joined() => @case.Forward<T>(residual: true, activation: Activation.ReLU, scale: true);
        T[] Pooled() => @case.Geometry.Groups == 1 ? @case.ForwardPooled<T>(Activation.ReLU6, scale: true) : [];

        Workers.Count = 1;
        T[] y = @case.Forward<T>(), joined = Joined(), pooled = Pooled(), dx = @case.BackwardInput<T>(), dw = @case.BackwardWeight<T>();
        foreach (int threads in (int[])[2, 3, 7])
        {
            Workers.Count = threads;
            Assert.True(y.AsSpan().SequenceEqual(@case.Forward<T>()), $"output, {threads} threads");
            Assert.True(joined.AsSpan().SequenceEqual(Joined()), $"output with scale, residual and ReLU, {threads} threads");
            Assert.True(pooled.AsSpan().SequenceEqual(Pooled()), $"pooled output, {threads} threads");
            Assert.True(dx.AsSpan().SequenceEqual(@case.BackwardInput<T>()), $"input gradient, {threads} threads");
            Assert.True(dw.AsSpan().SequenceEqual(@case.BackwardWeight<T>()), $"weight gradient, {threads} threads");
        }
    }
}
