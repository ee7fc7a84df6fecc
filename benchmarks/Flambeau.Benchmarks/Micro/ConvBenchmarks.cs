using BenchmarkDotNet.Attributes;

namespace Flambeau.Benchmarks.Micro;

/// <summary>Convolutions of the networks: forward and both gradients.</summary>
public class ConvBenchmarks
{
    private ConvData _data = null!;

    [ParamsSource(nameof(Shapes))]
    public string Shape { get; set; } = "";

    public static IEnumerable<string> Shapes => ConvData.Shapes.Keys;

    [GlobalSetup]
    public void Setup() => _data = new ConvData(Shape);

    [Benchmark]
    public void Forward() => _data.Forward();

    [Benchmark]
    public void InputGradient() => _data.InputGradient();

    [Benchmark]
    public void WeightGradient() => _data.WeightGradient();
}
