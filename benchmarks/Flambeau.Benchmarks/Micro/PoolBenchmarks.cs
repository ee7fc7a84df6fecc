using BenchmarkDotNet.Attributes;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>Pooling of a residual network's and of the small network's kind.</summary>
public class PoolBenchmarks
{
    private Pool2dGeometry _geometry;
    private float[] _x = [];
    private float[] _y = [];
    private byte[] _taps = [];

    [Params("112x112x64 3x3 s2 b16", "222x222x32 2x2 s2 b4")]
    public string Shape { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        _geometry = Shape.StartsWith("112", StringComparison.Ordinal)
            ? new Pool2dGeometry(16, 64, 112, 112, 3, 3, 2, 2, 1, 1)
            : new Pool2dGeometry(4, 32, 222, 222, 2, 2, 2, 2);
        long images = (long)_geometry.N * _geometry.C;
        _x = Data.Normal(images * _geometry.H * _geometry.W);
        _y = Data.Normal(images * _geometry.OutH * _geometry.OutW);
        _taps = new byte[_y.Length];
    }

    [Benchmark]
    public void MaxForward() => MaxPool.Forward<float>(_geometry, _x, _y);

    [Benchmark]
    public void MaxForwardWithTaps() => MaxPool.Forward<float, byte>(_geometry, _x, _y, _taps);

    [Benchmark]
    public void MaxBackward()
    {
        MaxPool.Forward<float, byte>(_geometry, _x, _y, _taps);
        MaxPool.Backward<float, byte>(_geometry, _y, _taps, _x);
    }
}
