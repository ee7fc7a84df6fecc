using System.Runtime.InteropServices;
using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Tests.NN;

[Collection(nameof(Alone))]
public class ThreadsTests
{
    [Fact]
    public void Training_gives_the_same_bits_for_every_number_of_threads()
    {
        int before = Threads.Count;
        try
        {
            Threads.Count = 1;
            byte[] expected = Train();
            foreach (int count in (int[])[2, 3, 7])
            {
                Threads.Count = count;
                Assert.Equal(expected, Train());
            }
        }
        finally
        {
            Threads.Count = before;
        }
    }

    [Fact]
    public void Several_callers_at_once_get_what_each_gets_alone()
    {
        var net = Network();
        net.Eval();
        var inputs = Enumerable.Range(0, 6).Select(i => Tensor.Randn(new Shape(3, 3, 24, 24), generator: new Generator(i))).ToArray();
        byte[][] expected = [.. inputs.Select(x => Bytes(Infer(net, x)))];
        byte[][] actual = new byte[inputs.Length][];
        var callers = inputs.Select((x, i) => new Thread(() =>
        {
            for (int repeat = 0; repeat < 10; repeat++)
            {
                actual[i] = Bytes(Infer(net, x));
            }
        })).ToArray();
        Array.ForEach(callers, thread => thread.Start());
        Array.ForEach(callers, thread => thread.Join());
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Several_trainings_at_once_end_where_each_ends_alone()
    {
        byte[] expected = Train();
        byte[][] actual = new byte[4][];
        Parallel.For(0, actual.Length, i => actual[i] = Train());
        Assert.All(actual, bytes => Assert.Equal(expected, bytes));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void A_number_of_threads_out_of_range_is_refused(int count)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Threads.Count = count);
        Assert.StartsWith($"Threads.Count: must be between 1 and 1024, but got {count}.", error.Message, StringComparison.Ordinal);
    }

    private static Tensor Infer(Sequential net, Tensor x)
    {
        using var mode = GradMode.NoGrad();
        return net.Call(x);
    }

    private static byte[] Train()
    {
        var generator = new Generator(7);
        var net = Network();
        var optimizer = new SGD(net.Parameters(), lr: 0.05, momentum: 0.9);
        for (int step = 0; step < 3; step++)
        {
            optimizer.ZeroGrad();
            var x = Tensor.Randn(new Shape(5, 3, 24, 24), generator: generator);
            F.CrossEntropy(net.Call(x), Tensor.From([0L, 1L, 2L, 3L, 4L])).Backward();
            optimizer.Step();
        }

        return [.. net.StateDict().Values.SelectMany(Bytes)];
    }

    // 3x3 by Winograd, 7x7 and strided ones directly, 1x1, depthwise
    private static Sequential Network()
    {
        var net = new Sequential(
            new Conv2d(3, 32, 7, stride: 1, padding: 3, bias: false), new BatchNorm2d(32), new ReLU(),
            new Conv2d(32, 48, 3, padding: 1), new BatchNorm2d(48), new ReLU(),
            new Conv2d(48, 48, 3, padding: 1, groups: 48), new BatchNorm2d(48), new ReLU6(),
            new Conv2d(48, 64, 1), new ReLU(), new MaxPool2d(2),
            new Conv2d(64, 64, 3, stride: 2, padding: 1), new ReLU(), new AvgPool2d(2),
            new Flatten(), new Linear(64 * 9, 128), new LayerNorm(128), new GELU(), new Linear(128, 10));
        var generator = new Generator(1);
        using var mode = GradMode.NoGrad();
        foreach (var parameter in net.Parameters().Where(p => p.Dim > 1))
        {
            parameter.NormalInPlace(0, 0.1, generator);
        }

        foreach (var parameter in net.Parameters().Where(p => p.Dim == 1))
        {
            parameter.UniformInPlace(0, 1, generator);
        }

        return net;
    }

    private static byte[] Bytes(Tensor tensor) => MemoryMarshal.AsBytes(tensor.Double().ToArray<double>().AsSpan()).ToArray();
}
