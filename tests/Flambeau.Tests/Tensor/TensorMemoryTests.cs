using System.Runtime.CompilerServices;
using Flambeau.Kernels;
using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Tests;

[Collection(nameof(Alone))]
public class TensorMemoryTests
{
    [Fact]
    public void Live_and_peak_bytes_follow_the_tensors()
    {
        const long size = 64L << 20;
        TensorMemory.Trim();
        TensorMemory.ResetPeak();
        long before = TensorMemory.LiveBytes;
        var tensor = Tensor.Zeros(new Shape(16 << 20));
        Assert.InRange(TensorMemory.LiveBytes - before, size, size + (1 << 20));
        GC.KeepAlive(tensor);
        tensor = null;
        TensorMemory.Trim();
        Assert.InRange(TensorMemory.LiveBytes - before, -(1 << 20), 1 << 20);
        Assert.InRange(TensorMemory.PeakBytes - before, size, size + (1 << 20));
        Assert.Equal(0, TensorMemory.PooledBytes);
    }

    [Fact]
    public void A_training_loop_keeps_a_flat_resident_set()
    {
        var net = new Sequential(
            new Conv2d(3, 32, 3, padding: 1), new BatchNorm2d(32), new ReLU(), new MaxPool2d(2), new Flatten(), new Linear(32 * 16 * 16, 10));
        var optimizer = new Adam(net.Parameters());
        Train(net, optimizer, steps: 30);
        long resident = Environment.WorkingSet, taken = TensorMemory.LiveBytes + TensorMemory.PooledBytes;
        Train(net, optimizer, steps: 150);
        // 150 steps make 6 GB of tensors
        Assert.InRange(TensorMemory.LiveBytes + TensorMemory.PooledBytes, 0, taken + (64L << 20));
        Assert.InRange(Environment.WorkingSet, 0, resident + (96L << 20));
    }

    [Fact]
    public void A_small_training_loop_forces_no_collection()
    {
        var net = new Sequential(new Linear(64, 128), new ReLU(), new Linear(128, 10));
        var optimizer = new SGD(net.Parameters(), lr: 0.01, momentum: 0.9);
        var (x, target) = (Tensor.Randn(32, 64), Tensor.Zeros(new Shape(32), DType.Int64));
        Steps(10);
        TensorMemory.Trim();
        int before = MemoryPool.Collections;
        Steps(50);
        Assert.Equal(before, MemoryPool.Collections);

        void Steps(int count)
        {
            for (int i = 0; i < count; i++)
            {
                optimizer.ZeroGrad();
                F.CrossEntropy(net.Call(x), target).Backward();
                optimizer.Step();
            }
        }
    }

    [Fact]
    public void A_backward_pass_frees_what_was_saved_as_it_goes()
    {
        const long size = 4L << 20;
        const int count = 8;
        var x = Tensor.Ones(new Shape((int)(size / sizeof(float))));
        x.RequiresGrad = true;
        TensorMemory.Trim();
        long before = TensorMemory.LiveBytes, atEnd = -1;
        using var hook = x.RegisterHook(gradient =>
        {
            TensorMemory.Trim();
            atEnd = TensorMemory.LiveBytes - before;
            return gradient;
        });
        // each result is what its gradient needs, and nothing else holds it
        Tensor loss = Chain(x, count);
        TensorMemory.Trim();
        Assert.InRange(TensorMemory.LiveBytes - before, count * size, (count + 1) * size);
        loss.Backward();
        GC.KeepAlive(loss);

        // the gradient itself, and what is in registers or on the stack
        Assert.InRange(atEnd, size, 3 * size);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Tensor Chain(Tensor y, int count)
        {
            for (int i = 0; i < count; i++)
            {
                y = y.Tanh();
            }

            return y.Sum();
        }
    }

    private static void Train(Sequential net, Adam optimizer, int steps)
    {
        var target = Tensor.Zeros(new Shape(64), DType.Int64);
        for (int i = 0; i < steps; i++)
        {
            optimizer.ZeroGrad();
            F.CrossEntropy(net.Call(Tensor.Randn(64, 3, 32, 32)), target).Backward();
            optimizer.Step();
        }
    }
}
