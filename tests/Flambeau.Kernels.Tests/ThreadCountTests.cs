using System.Numerics.Tensors;

namespace Flambeau.Kernels.Tests;

/// <summary>Every threaded kernel gives the same bits for any number of threads.</summary>
[Collection(nameof(Threads))]
public class ThreadCountTests
{
    private static readonly float[] s_x = StridedCase.Floats(new Random(1), 300_007);

    private readonly struct Exp : IUnaryKernel<float, float>
    {
        public void Invoke(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Exp(x, y);
    }

    [Fact]
    public void Elementwise() => Threads.Agree(() =>
    {
        var y = new float[300_007];
        Strided.Unary([300_007], s_x, [1], default(Exp), y.AsSpan(), [1]);
        Strided.Unary([71, 61, 69], s_x, [61, 1, 61 * 71], default(Exp), y.AsSpan(), [61 * 69, 69, 1]);
        return y;
    });

    [Fact]
    public void Reductions() => Threads.Agree(() =>
    {
        var y = new float[1 + 1000 + 300];
        Reduce.Run([300_007], s_x, [1], [true], default(SumReducer<float>), y.AsSpan());
        Reduce.Run([300, 1000], s_x, [1000, 1], [true, false], default(SumReducer<float>), y.AsSpan(1));
        Reduce.Run([300, 1000], s_x, [1000, 1], [false, true], default(VarianceReducer<float>), y.AsSpan(1001));
        return y;
    });

    [Fact]
    public void Norms() => Threads.Agree<float>(() =>
    {
        var (y, dx) = (new float[300_000], new float[300_000]);
        (float[] mean, float[] variance, float[] dGamma, float[] dBeta) =
            (new float[100], new float[100], new float[100], new float[100]);
        float[] x = s_x[..300_000];
        BatchNorm.Statistics<float>(3000, 100, x, mean, variance);
        BatchNorm.Apply<float>(3000, 100, x, variance, mean, x, true, y);
        BatchNorm.Backward<float>(3000, 100, x, x, y, mean, variance, [], dx, dGamma, dBeta);
        var (rowMean, rowInv) = (new float[3000], new float[3000]);
        var (layer, layerDx) = (new float[300_000], new float[300_000]);
        LayerNorm.Forward<float>(3000, 100, x, mean, variance, 1e-5, layer, rowMean, rowInv);
        LayerNorm.Backward<float>(3000, 100, x, y, rowMean, rowInv, mean, layerDx, rowMean.AsSpan(0, 100), rowInv);
        return [.. y, .. dx, .. mean, .. dGamma, .. dBeta, .. layer, .. layerDx, .. rowMean];
    });

    [Fact]
    public void Pools() => Threads.Agree<float>(() =>
    {
        var g = new Pool2dGeometry(3, 100, 31, 32, 3, 3, 2, 2, 1, 1);
        float[] x = s_x[..(3 * 31 * 32 * 100)];
        var y = new float[3 * g.OutH * g.OutW * 100];
        var indices = new int[y.Length];
        var dx = new float[x.Length];
        MaxPool.Forward<float>(g, x, y, indices);
        MaxPool.Backward<float>(g, y, indices, dx);
        PoolAxis rows = PoolAxis.Adaptive(31, 7);
        PoolAxis columns = PoolAxis.Sliding(32, 3, 2, 1, false, true);
        var mean = new float[3 * rows.Output * columns.Output * 100];
        var meanDx = new float[x.Length];
        AvgPool.Forward<float>(3, 100, rows, columns, null, x, mean);
        AvgPool.Backward<float>(3, 100, rows, columns, null, mean, meanDx);
        return [.. y, .. dx, .. mean, .. meanDx];
    });

    [Fact]
    public void Losses_and_steps() => Threads.Agree<float>(() =>
    {
        float[] x = s_x[..300_000];
        long[] target = [.. Enumerable.Range(0, 3000).Select(i => (long)(i % 100))];
        (float[] y, float[] loss, float[] lse) = (new float[300_000], new float[3000], new float[3000]);
        Softmax.Forward<float>(3000, 100, x, y);
        CrossEntropy.Forward<float>(3000, 100, x, target, [], -1, 0.1, loss, lse);
        var dx = new float[300_000];
        CrossEntropy.Backward<float>(3000, 100, x, target, [], -1, 0.1, lse, [0.5f], dx);
        var (mean, square) = (new float[300_000], new float[300_000]);
        var adam = new AdamStep<float>(1, 0.1, 0.9, 0.999, 1e-8, 0, false, false);
        OptimizerLoop.Run<float, AdamStep<float>>(adam, x, dx, mean, square);
        return [.. x, .. y, .. loss, .. dx];
    });
}
