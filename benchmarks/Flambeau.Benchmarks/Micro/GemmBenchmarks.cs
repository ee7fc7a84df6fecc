using BenchmarkDotNet.Attributes;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>Matrix products: square ones, those of convolutions as products, and a linear layer's with one row.</summary>
public class GemmBenchmarks
{
    private float[] _a = [];
    private float[] _b = [];
    private float[] _c = [];
    private int _m, _n, _k;

    [Params(
        "1024x1024x1024", "4096x4096x4096", "128x3136x1152", "256x784x2304", "512x196x4608", "512x49x4608",
        "32x256x186624", "1x256x186624", "128x512x784")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        int[] sizes = [.. Size.Split('x').Select(int.Parse)];
        (_m, _n, _k) = (sizes[0], sizes[1], sizes[2]);
        _a = Data.Normal((long)_m * _k);
        _b = Data.Normal((long)_k * _n);
        _c = new float[_m * _n];
    }

    [Benchmark]
    public void Multiply() => Gemm.Multiply<float>(_m, _n, _k, _a, _k, false, _b, _n, false, _c, _n);

    [Benchmark]
    public void MultiplyByTransposed() => Gemm.Multiply<float>(_m, _n, _k, _a, _k, false, _b, _k, true, _c, _n);
}
