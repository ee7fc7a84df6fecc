using BenchmarkDotNet.Attributes;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>Fills with random numbers from one generator.</summary>
public class RandomBenchmarks
{
    private const int Count = 10_000_000;

    private readonly Mt19937 _generator = new(0);
    private readonly float[] _values = new float[Count];

    [Benchmark]
    public void Uniform() => RandomFill.Uniform(_generator, 0f, 1f, _values);

    [Benchmark]
    public void Normal() => RandomFill.Normal(_generator, 0f, 1f, _values);

    [Benchmark]
    public void Bernoulli() => RandomFill.Bernoulli<float>(_generator, 0.5, _values);
}
