using BenchmarkDotNet.Attributes;
using Flambeau.NN;

namespace Flambeau.Benchmarks.Micro;

/// <summary>Elementwise operators and a sum, small (the cost of a call) and large (the memory's speed).</summary>
public class ElementwiseBenchmarks
{
    private Tensor _x = Tensor.Zeros(1);
    private Tensor _y = Tensor.Zeros(1);
    private Tensor _mask = Tensor.Zeros(1);

    [Params(100, 10_000, 10_000_000)]
    public int Count { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        (_x, _y) = (Tensor.Randn(Count), Tensor.Randn(Count));
        _mask = _x > 0;
    }

    [Benchmark]
    public Tensor Add() => _x + _y;

    [Benchmark]
    public Tensor Multiply() => _x * _y;

    [Benchmark]
    public Tensor Less() => _x < _y;

    [Benchmark]
    public Tensor Where() => Tensor.Where(_mask, _x, _y);

    [Benchmark]
    public Tensor Sign() => _x.Sign();

    [Benchmark]
    public Tensor IsNaN() => _x.IsNaN();

    [Benchmark]
    public Tensor Relu() => F.Relu(_x);

    [Benchmark]
    public Tensor Exp() => _x.Exp();

    [Benchmark]
    public Tensor Tanh() => F.Tanh(_x);

    [Benchmark]
    public Tensor Gelu() => F.Gelu(_x);

    [Benchmark]
    public Tensor Sum() => _x.Sum();
}
