using System.Runtime.InteropServices;
using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

[Collection(nameof(Alone))]
public class GroupNormTests
{
    [Fact]
    public void Images_stay_channels_last_and_are_not_reordered()
    {
        var x = Tensor.Randn(2, 6, 5, 4).ChannelsLast().RequireGrad();
        int before = Tensor.ImageReorders;
        var y = F.GroupNorm(x, 3);
        Assert.True(y.IsChannelsLast);
        y.Backward(Tensor.Ones(2, 6, 5, 4).ChannelsLast());
        Assert.True(x.Grad!.IsChannelsLast);
        Assert.Equal(1, Tensor.ImageReorders - before); // the ones
    }

    [Fact]
    public void Groups_of_a_sample_have_mean_0_and_variance_1_whatever_the_others_hold()
    {
        var x = (Tensor.Randn([3, 8, 6, 5], DType.Float64) * 7.0) + 3.0;
        var groups = F.GroupNorm(x, 4, eps: 0).Reshape(3, 4, -1);
        TensorAssert.AllClose(Tensor.Zeros([3, 4], DType.Float64), groups.Mean(2), 1e-12, 0);
        TensorAssert.AllClose(Tensor.Ones([3, 4], DType.Float64), groups.Var(2, correction: 0), 1e-12, 0);
        TensorAssert.Equal(F.GroupNorm(x, 4).Narrow(0, 1, 1), F.GroupNorm(x.Narrow(0, 1, 1), 4));
    }

    [Fact]
    public void Outputs_and_gradients_have_the_same_bits_for_every_number_of_threads()
    {
        int before = Threads.Count;
        try
        {
            Threads.Count = 1;
            byte[] expected = Run();
            foreach (int count in (int[])[2, 3, 7])
            {
                Threads.Count = count;
                Assert.Equal(expected, Run());
            }
        }
        finally
        {
            Threads.Count = before;
        }

        static byte[] Run()
        {
            var generator = new Generator(2);
            var x = Tensor.Randn([3, 48, 40, 41], generator: generator).RequireGrad();
            var (weight, bias) = (Tensor.Randn([48], generator: generator).RequireGrad(), Tensor.Randn([48], generator: generator).RequireGrad());
            var y = F.GroupNorm(x, 6, weight, bias);
            y.Backward(Tensor.Randn(y.Shape, generator: generator));
            return [.. new[] { y, x.Grad!, weight.Grad!, bias.Grad! }.SelectMany(t => MemoryMarshal.AsBytes(t.Detach().ToArray<float>().AsSpan()).ToArray())];
        }
    }

    [Fact]
    public void An_empty_batch_gives_an_empty_batch_and_no_gradients_of_parameters()
    {
        var weight = Tensor.Ones(4).RequireGrad();
        var y = F.GroupNorm(Tensor.Zeros(0, 4, 3, 3), 2, weight);
        Assert.Equal([0, 4, 3, 3], y.Shape);
        y.Sum().Backward();
        TensorAssert.Equal([0, 0, 0, 0], weight.Grad!);
    }

    [Fact]
    public void Parameters_and_statistics_can_be_reset()
    {
        var norm = new InstanceNorm2d(2, affine: true, trackRunningStats: true);
        var fresh = norm.StateDict().ToDictionary(pair => pair.Key, pair => pair.Value.Clone());
        norm.Call(Tensor.Randn(3, 2, 4, 4) + 5.0);
        Assert.All(norm.RunningMean!.ToArray<float>(), value => Assert.InRange(value, 0.3f, 0.7f));
        using (GradMode.NoGrad())
        {
            norm.Weight!.FillInPlace(3);
            norm.Bias!.FillInPlace(3);
        }

        norm.ResetParameters();
        Assert.All(norm.StateDict(), pair => TensorAssert.Equal(fresh[pair.Key], pair.Value, pair.Key));
    }

    [Fact]
    public void Inputs_that_do_not_fit_are_refused()
    {
        var image = Tensor.Zeros(1, 4, 2, 2);
        Refused("GroupNorm: input must be [N, C, *], but got 1 dimensions. input has shape [4].", () => F.GroupNorm(Tensor.Zeros(4), 2));
        Refused("GroupNorm: numGroups must be positive and divide the 4 channels, but got 3. input has shape [1, 4, 2, 2].", () => F.GroupNorm(image, 3));
        Refused("GroupNorm: there must be more than one value per group, but input has shape [1, 4] and 4 groups.", () => F.GroupNorm(Tensor.Zeros(1, 4), 4));
        Refused(
            "GroupNorm: weight must be float32 of shape [4], one value per channel, but got float32 [3]. input has shape [1, 4, 2, 2].",
            () => F.GroupNorm(image, 2, Tensor.Ones(3)));
        Refused("GroupNorm: channels must be divisible by groups, but got 4 channels and 3 groups.", () => new GroupNorm(3, 4));
        Refused("InstanceNorm: input must be [N, C, *] with more than one value per channel, but has shape [1, 4, 1, 1].", () => F.InstanceNorm(Tensor.Zeros(1, 4, 1, 1)));
        Refused("InstanceNorm2d: expected 3 channels, but input [1, 4, 2, 2] has 4.", () => new InstanceNorm2d(3).Call(image));
        Refused(
            "InstanceNorm1d: input must be [N, C, L] or [C, L], but got 4 dimensions. input has shape [1, 4, 2, 2].", () => new InstanceNorm1d(4).Call(image));
        Assert.Throws<ArgumentException>(() => F.InstanceNorm(image, useInputStats: false));
    }

    private static void Refused(string message, Func<object> call) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(call).Message, StringComparison.Ordinal);
}
