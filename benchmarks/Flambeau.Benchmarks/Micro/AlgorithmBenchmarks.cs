using BenchmarkDotNet.Attributes;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>What <see cref="ConvolutionPlan"/> chooses from: every algorithm that can run a convolution, and its choice.</summary>
public class AlgorithmBenchmarks
{
    private Conv2dGeometry _geometry;
    private float[] _x = [];
    private float[] _weight = [];
    private float[] _y = [];

    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    public static IEnumerable<string> Shapes => ConvShapes.All
        .Where(shape => shape.Value is { KH: 3, StrideH: 1, Groups: 1 })
        .Select(shape => shape.Key);

    [GlobalSetup]
    public void Setup()
    {
        _geometry = ConvShapes.All[Shape];
        _x = Data.Normal(_geometry.InputLength);
        _weight = Data.Normal(_geometry.WeightLength);
        _y = Data.Normal(_geometry.OutputLength);
    }

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
        Conv2dKernel.Forward<float>(_geometry, _x, _weight, [], _y);
        ConvolutionPlan.Forced = null;
    }
}
