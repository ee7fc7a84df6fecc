using BenchmarkDotNet.Attributes;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>Convolutions of the networks: forward and both gradients.</summary>
public class ConvBenchmarks
{
    private Conv2dGeometry _geometry;
    private float[] _x = [];
    private float[] _weight = [];
    private float[] _y = [];

    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    public static IEnumerable<string> Shapes => ConvShapes.All.Keys;

    [GlobalSetup]
    public void Setup()
    {
        _geometry = ConvShapes.All[Shape];
        _x = Data.Normal(_geometry.InputLength);
        _weight = Data.Normal(_geometry.WeightLength);
        _y = Data.Normal(_geometry.OutputLength);
    }

    [Benchmark]
    public void Forward() => Conv2dKernel.Forward<float>(_geometry, _x, _weight, [], _y);

    [Benchmark]
    public void InputGradient() => Conv2dKernel.BackwardInput<float>(_geometry, _y, _weight, _x);

    [Benchmark]
    public void WeightGradient() => Conv2dKernel.BackwardWeight<float>(_geometry, _x, _y, _weight);
}
