using BenchmarkDotNet.Attributes;
using Flambeau.Optim;

namespace Flambeau.Benchmarks.Micro;

/// <summary>One step of an optimiser: one large parameter, or many small ones (the cost of a call).</summary>
public class StepBenchmarks
{
    private Optimizer? _sgd;
    private Optimizer? _adam;

    [Params("1 x 10000000", "100 x 1000")]
    public string Parameters { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Parameters.Split(" x ").Select(int.Parse)];
        _sgd = new SGD(Make(sizes[0], sizes[1]), lr: 1e-3, momentum: 0.9);
        _adam = new Adam(Make(sizes[0], sizes[1]));
    }

    [Benchmark]
    public void Sgd() => _sgd!.Step();

    [Benchmark]
    public void Adam() => _adam!.Step();

    private static Tensor[] Make(int count, int size)
    {
        Tensor[] parameters = [.. Enumerable.Range(0, count).Select(_ => Tensor.Randn(size).RequireGrad())];
        Array.ForEach(parameters, parameter => parameter.Grad = Tensor.Randn(size));
        return parameters;
    }
}
