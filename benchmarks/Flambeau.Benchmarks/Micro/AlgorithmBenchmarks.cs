using BenchmarkDotNet.Attributes;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>What <see cref="ConvolutionPlan"/> chooses from: every algorithm that can run a convolution or one of its gradients, and its choice.</summary>
public class AlgorithmBenchmarks
{
    private Action _run = null!;

    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    [Params(nameof(ConvData.Forward), nameof(ConvData.InputGradient), nameof(ConvData.WeightGradient))]
    public string Direction { get; set; } = "";

    public static IEnumerable<string> Shapes => ConvData.Shapes
        .Where(shape => shape.Value is { KH: 3, StrideH: 1, Groups: 1 })
        .Select(shape => shape.Key);

    [GlobalSetup]
    public void Setup()
    {
        var data = new ConvData(Shape);
        _run = Direction switch
        {
            nameof(ConvData.Forward) => data.Forward,
            nameof(ConvData.InputGradient) => data.InputGradient,
            _ => data.WeightGradient,
        };
    }

    [Benchmark(Baseline = true)]
    public void Chosen() => Run(null);

    [Benchmark]
    public void Direct() => Run(ConvAlgorithm.Direct);

    [Benchmark]
    public void WinogradF2() => Run(ConvAlgorithm.WinogradF2);

    [Benchmark]
    public void WinogradF4() => Run(ConvAlgorithm.WinogradF4);

    private void Run(ConvAlgorithm? algorithm)
    {
        ConvolutionPlan.Forced = algorithm;
        _run();
        ConvolutionPlan.Forced = null;
    }
}
