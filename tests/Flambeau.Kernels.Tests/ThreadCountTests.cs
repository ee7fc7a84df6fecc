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
}
