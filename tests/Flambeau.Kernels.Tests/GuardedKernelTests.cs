using System.Numerics.Tensors;

namespace Flambeau.Kernels.Tests;

/// <summary>The kernels other than convolutions read and write nothing outside their buffers, at any size.</summary>
public class GuardedKernelTests
{
    /// <summary>Sizes around the vectors of every width, and around a few of them together.</summary>
    public static TheoryData<int> Sizes => [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 129, 255, 257, 1023, 1025];

    private readonly struct Exp : IUnaryKernel<float, float>
    {
        public void Invoke(ReadOnlySpan<float> x, Span<float> y) => TensorPrimitives.Exp(x, y);
    }

    private readonly struct Twice : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => x + x;
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Products(int n) => GuardedRoom.AssertSame(room =>
    {
        int k = Math.Min(n, 70);
        foreach (int m in (int[])[1, 3, 8, 9, 15, 33])
        {
            foreach (int variant in (int[])[0, 1, 2, 3])
            {
                (bool transA, bool transB) = ((variant & 1) != 0, (variant & 2) != 0);
                Span<float> a = room.Floats(m * k), b = room.Floats(k * n), bias = room.Floats(n), c = room.Floats(m * n);
                Gemm.Multiply<float>(
                    m, n, k, a, transA ? m : k, transA, b, transB ? k : n, transB, c, n, variant == 0, bias, Activation.ReLU);
            }
        }
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Elementwise(int n) => GuardedRoom.AssertSame(room =>
    {
        Strided.Unary([n], room.Floats(n), [1], default(Exp), room.Out(n), [1]);
        Strided.Unary([3, n], room.Floats(3 * n), [1, 3], default(Exp), room.Out(3 * n), [n, 1]);
        Strided.Copy<float>([n, 5], room.Floats(5 * n), [1, n], room.Out(5 * n), [5, 1]);
        Strided.Fill([n], 3f, room.Out(n), [1]);
        VectorLoop.Run(default(Twice), room.Floats(n), room.Out(n), streams: false);
        Arithmetic.Add<float>(room.Floats(n), room.Floats(n), room.Out(n));
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Reductions(int n) => GuardedRoom.AssertSame(room =>
    {
        Reduce.Run([n], room.Floats(n), [1], [true], default(SumReducer<float>), room.Out(1));
        Reduce.Run([3, n], room.Floats(3 * n), [n, 1], [false, true], default(MaxReducer<float>), room.Out(3));
        Reduce.Run([3, n], room.Floats(3 * n), [n, 1], [true, false], default(SumReducer<float>), room.Out(n));
        Reduce.Run([3, n], room.Floats(3 * n), [n, 1], [true, false], new VarianceReducer<float>(1), room.Out(n));
        Reduce.Run([3, n], room.Floats(3 * n), [n, 1], [false, true], default(LogSumExpReducer<float>), room.Out(3));
        Reduce.SumColumns<float>(3, n, room.Floats(3 * n), room.Out(n));
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Norms(int n) => GuardedRoom.AssertSame(room =>
    {
        Span<float> x = room.Floats(5 * n), dy = room.Floats(5 * n), gamma = room.Floats(n), beta = room.Floats(n);
        Span<float> mean = room.Out(n), variance = room.Out(n), y = room.Out(5 * n);
        BatchNorm.Statistics<float>(5, n, x, mean, variance);
        BatchNorm.Apply<float>(5, n, x, gamma, beta, dy, true, y);
        BatchNorm.Backward<float>(
            5, n, x, dy, y, mean, gamma, beta, room.Out(5 * n), room.Out(n), room.Out(n), room.Out(5 * n));
        Span<float> rowMean = room.Out(5), rowInv = room.Out(5);
        LayerNorm.Forward<float>(5, n, x, gamma, beta, 1e-5, room.Out(5 * n), rowMean, rowInv);
        LayerNorm.Backward<float>(5, n, x, dy, rowMean, rowInv, gamma, room.Out(5 * n), room.Out(n), room.Out(n));
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Pools(int channels)
    {
        if (channels > 130)
        {
            return;
        }

        GuardedRoom.AssertSame(room =>
        {
            var g = new Pool2dGeometry(2, channels, 5, 6, 3, 3, 2, 2, 1, 1);
            int output = 2 * g.OutH * g.OutW * channels;
            Span<float> x = room.Floats(2 * 5 * 6 * channels);
            Span<int> indices = room.Take(new int[output]);
            MaxPool.Forward<float>(g, x, room.Out(output), indices);
            MaxPool.Backward<float>(g, room.Floats(output), indices, room.Out(x.Length));
            PoolAxis rows = PoolAxis.Adaptive(5, 2), columns = PoolAxis.Sliding(6, 3, 2, 1, false, true);
            int mean = 2 * rows.Output * columns.Output * channels;
            AvgPool.Forward<float>(2, channels, rows, columns, null, x, room.Out(mean));
            AvgPool.Backward<float>(2, channels, rows, columns, null, room.Floats(mean), room.Out(x.Length));
        });
    }

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Softmaxes_and_losses(int n) => GuardedRoom.AssertSame(room =>
    {
        Span<float> x = room.Floats(3 * n), y = room.Out(3 * n), dy = room.Floats(3 * n), log = room.Out(3 * n);
        Softmax.Forward<float>(3, n, x, y);
        Softmax.Backward<float>(3, n, y, dy, room.Out(3 * n));
        Softmax.LogForward<float>(3, n, x, log);
        Softmax.LogBackward<float>(3, n, log, dy, room.Out(3 * n));
        Span<long> target = room.Take<long>([0, n / 2, n - 1]);
        Span<float> logSumExp = room.Out(3);
        CrossEntropy.Forward<float>(3, n, x, target, room.Floats(n), -1, 0.1, room.Out(3), logSumExp);
        CrossEntropy.Backward<float>(3, n, x, target, [], -1, 0.1, logSumExp, room.Floats(3), room.Out(3 * n));
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Optimisers(int n) => GuardedRoom.AssertSame(room =>
    {
        var adam = new AdamStep<float>(1, 0.1, 0.9, 0.999, 1e-8, 0.01, true, true);
        OptimizerLoop.Run<float, AdamStep<float>>(
            adam, room.Floats(n), room.Floats(n), room.Floats(n), room.Take(new float[n]), room.Take(new float[n]));
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Random_fills(int n) => GuardedRoom.AssertSame(room =>
    {
        var generator = new Mt19937(5);
        RandomFill.Normal(generator, 1f, 2f, room.Out(n));
        RandomFill.Uniform(generator, -1f, 2f, room.Out(n));
        RandomFill.Normal(generator, 1, 2, room.Take(new double[n]));
        RandomFill.Uniform(generator, -1, 2, room.Take(new double[n]));
        RandomFill.Bernoulli(generator, 0.3, room.Out(n));
        RandomFill.Integers(generator, -5, 100, room.Take(new long[n]));
        RandomFill.Permutation(generator, room.Take(new long[n]));
    });
}
