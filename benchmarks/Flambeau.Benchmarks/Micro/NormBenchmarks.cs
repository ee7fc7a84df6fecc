using BenchmarkDotNet.Attributes;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>Normalisations and softmax over ten million elements.</summary>
public class NormBenchmarks
{
    private const int Features = 1000;
    private const int Rows = 10_000;
    private const int Channels = 64;
    private const int Pixels = Features * Rows / Channels;
    private const double Eps = 1e-5;

    private readonly float[] _x = Data.Normal(Rows * Features);
    private readonly float[] _dy = Data.Normal(Rows * Features);
    private readonly float[] _y = new float[Rows * Features];
    private readonly float[] _gamma = Data.Normal(Features);
    private readonly float[] _beta = Data.Normal(Features);
    private readonly float[] _mean = new float[Rows];
    private readonly double[] _means = new double[Channels];
    private readonly float[] _invStd = new float[Rows];

    [Benchmark]
    public void BatchNormStatistics() =>
        BatchNorm.Statistics<float>(Pixels, Channels, _x, _means, _invStd.AsSpan(0, Channels));

    [Benchmark]
    public void BatchNormApply() => BatchNorm.Apply<float>(
        Pixels, Channels, _x, _gamma.AsSpan(0, Channels), _beta.AsSpan(0, Channels), [], Activation.ReLU, _y);

    [Benchmark]
    public void BatchNormBackward() => BatchNorm.Backward<float>(
        Pixels, Channels, _x, _dy, default, _means, _invStd.AsSpan(0, Channels), _gamma.AsSpan(0, Channels),
        _y, _gamma.AsSpan(0, Channels), _beta.AsSpan(0, Channels));

    [Benchmark]
    public void LayerNormForward() => LayerNorm.Forward<float>(Rows, Features, _x, _gamma, _beta, Eps, _y, _mean, _invStd);

    [Benchmark]
    public void LayerNormBackward() =>
        LayerNorm.Backward<float>(Rows, Features, _x, _dy, _mean, _invStd, _gamma, _y, _gamma, _beta);

    [Benchmark]
    public void SoftmaxForward() => Softmax.Forward<float>(Rows, Features, _x, _y);

    [Benchmark]
    public void SoftmaxBackward() => Softmax.Backward<float>(Rows, Features, _y, _dy, _x);
}
