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
    [InlineData("3 40 30 30 40 3 3 1 1 1 1 1 1 40", ConvAlgorithm.Depthwise)]
    [InlineData("3 40 30 30 40 3 3 2 2 1 1 1 1 40", ConvAlgorithm.Depthwise)]
    public void Results_are_the_same_to_the_bit_for_any_number_of_threads(string sizes, object algorithm)
    {
        ConvolutionPlan.Forced = (ConvAlgorithm)algorithm;
        var @case = new ConvCase(Conv2dKernelTests.Geometry(sizes));
        Workers.Count = 1;
        float[] y = @case.Forward<float>(), dx = @case.BackwardInput<float>(), dw = @case.BackwardWeight<float>();
        foreach (int threads in (int[])[2, 3, 7])
        {
            Workers.Count = threads;
            Assert.Equal(y, @case.Forward<float>());
            Assert.Equal(dx, @case.BackwardInput<float>());
            Assert.Equal(dw, @case.BackwardWeight<float>());
        }
    }
}
