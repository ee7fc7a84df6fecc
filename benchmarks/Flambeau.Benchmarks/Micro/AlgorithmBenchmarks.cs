using BenchmarkDotNet.Attributes;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>What <see cref="ConvolutionPlan"/> chooses from: every algorithm that can run a convolution, and its choice.</summary>
public class AlgorithmBenchmarks
{
    private ConvData _data = null!;

    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    public static IEnumerable<string> Shapes => ConvData.Shapes
        .Where(shape => shape.Value is { KH: 3, StrideH: 1, Groups: 1 })
        .Select(shape => shape.Key);

    [GlobalSetup]
    public void Setup() => _data = new ConvData(Shape);

    [Benchmark(Baseline = true)]
    public void Chosen() => Forward(null);

    [Benchmark]
    public void Direct() => Forward(ConvAlgorithm.Direct);

    [Benchmark]
    public void WinogradF2() => Forward(ConvAlgorithm.WinogradF2);

    [Benchmark]
    public void WinogradF4() => Forward(ConvAlgorithm.WinogradF4);

    private void Forward(ConvAlgorithm? algorithm)
    {
        ConvolutionPlan.Forced = algorithm;
        _data.Forward();
        ConvolutionPlan.Forced = null;
    }
}
