using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Testing;

namespace Flambeau.Tests.Ops;

/// <summary>A convolution waits for what joins it, and nobody can tell but for rounding.</summary>
public class DeferredConvolutionTests
{
    private readonly Tensor _x = Random(2, 3, 6, 6).ChannelsLast();
    private readonly Tensor _w = Random(5, 3, 3, 3);
    private readonly Tensor _b = Random(5);

    [Fact]
    public void A_relu_joins_and_the_result_in_between_is_never_made()
    {
        var expected = Now(Conv()).Clamp(min: 0);
        var conv = Conv();
        var output = F.Relu(conv);
        Assert.Equal(expected.ToArray<double>(), output.ToArray<double>());
        Assert.True(Waits(conv));
        Assert.Equal(expected.ToArray<double>(), F.Relu(conv).ToArray<double>());
        TensorAssert.AllClose(Now(Conv()), conv, 0, 0);
        Assert.False(Waits(conv));
    }

    [Fact]
    public void Everything_that_can_join_does()
    {
        var (mean, variance) = (Random(5), Random(5).Abs() + 0.5);
        var (scale, shift, residual) = (Random(5), Random(5), Random(2, 5, 4, 4).ChannelsLast());
        var conv = Conv();
        var norm = F.BatchNorm(conv, mean, variance, scale, shift);
        var sum = norm + residual;
        var output = Now(F.Relu6(sum));
        Assert.True(Waits(conv) && Waits(norm) && Waits(sum));
        var expected = F.BatchNorm(Now(Conv()), mean, variance, scale, shift) + residual;
        TensorAssert.AllClose(expected.Clamp(0, 6), output, 1e-12, 1e-12);
        TensorAssert.AllClose(expected, residual + norm, 1e-12, 1e-12);
        TensorAssert.AllClose(expected, sum, 1e-12, 1e-12);
    }

    [Fact]
    public void A_pooling_of_squares_joins()
    {
        var expected = F.MaxPool2d(Now(F.Relu(Now(Conv()))), 2);
        var relu = F.Relu(Conv());
        var output = F.MaxPool2d(relu, 2);
        Assert.True(Waits(output));
        Assert.Equal([2, 5, 2, 2], output.Shape);
        Assert.Equal(expected.ToArray<double>(), output.ToArray<double>());
        Assert.True(Waits(relu));
        Assert.Equal(expected.ToArray<double>(), F.Relu(F.MaxPool2d(Conv(), 2)).ToArray<double>());
    }

    [Fact]
    public void What_is_done_to_a_pooled_convolution_is_done_to_its_result()
    {
        Tensor Pooled() => F.MaxPool2d(Conv(), 2);
        Assert.True(Waits(Pooled()));
        var (residual, mean, variance) = (Random(2, 5, 2, 2).ChannelsLast(), Random(5), Random(5).Abs() + 0.5);
        TensorAssert.AllClose(Now(Pooled()) + residual, Pooled() + residual, 0, 0);
        TensorAssert.AllClose(F.BatchNorm(Now(Pooled()), mean, variance), F.BatchNorm(Pooled(), mean, variance), 0, 0);
        TensorAssert.AllClose(F.MaxPool2d(Now(Pooled()), 2), F.MaxPool2d(Pooled(), 2), 0, 0);
    }

    [Fact]
    public void Other_windows_and_recorded_poolings_do_not_join()
    {
        Assert.False(Waits(F.MaxPool2d(Conv(), 3)));
        Assert.False(Waits(F.MaxPool2d(Conv(), 2, stride: 1)));
        Assert.False(Waits(F.MaxPool2d(Conv(), 2, padding: 1)));
        Assert.False(Waits(F.MaxPool2dWithIndices(Conv(), 2).Output));
        Assert.False(Waits(F.MaxPool2d(F.Conv2d(_x, _w.Clone().RequireGrad()), 2)));
        Assert.False(Waits(F.MaxPool2d(Conv() + Random(2, 5, 4, 4).ChannelsLast(), 2)));
        Assert.False(Waits(F.MaxPool2d(F.Conv2d(Random(1, 2, 6, 6).ChannelsLast(), Random(2, 1, 3, 3), groups: 2), 2)));
    }

    [Fact]
    public void A_window_beyond_an_odd_end_counts_in_ceiling_mode_only()
    {
        Tensor Odd() => F.Conv2d(_x, _w, _b, padding: (0, 1), stride: (1, 2)); // [2, 5, 4, 3]
        var (floor, ceil) = (F.MaxPool2d(Odd(), 2), F.MaxPool2d(Odd(), 2, ceilMode: true));
        Assert.True(Waits(floor));
        TensorAssert.AllClose(F.MaxPool2d(Now(Odd()), 2), floor, 0, 0);
        TensorAssert.AllClose(F.MaxPool2d(Now(Odd()), 2, ceilMode: true), ceil, 0, 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_pooling_joins_no_more_where_the_whole_result_was_wanted_too(bool wholeFirst)
    {
        var whole = F.Relu(Conv());
        var pooled = F.MaxPool2d(whole, 2);
        Assert.True(Waits(pooled));
        Now(wholeFirst ? whole : pooled);
        Assert.True(Waits(F.MaxPool2d(Conv(), 2)));
        Now(wholeFirst ? pooled : whole);
        TensorAssert.AllClose(F.MaxPool2d(whole, 2), pooled, 0, 0);
        whole = F.Relu(Conv());
        Assert.False(Waits(F.MaxPool2d(whole, 2)));
        Assert.False(Waits(whole));
    }

    [Fact]
    public void In_place_operations_join_and_views_see_them()
    {
        var residual = Random(2, 5, 4, 4).ChannelsLast();
        var conv = Conv();
        var view = conv.Flatten(2);
        conv += residual;
        F.ReluInPlace(conv);
        Assert.True(Waits(conv));
        Assert.Equal(2, conv.Version);
        TensorAssert.AllClose((Now(Conv()) + residual).Clamp(min: 0).Flatten(2), view, 1e-14, 1e-14);
    }

    [Fact]
    public void What_cannot_join_gets_the_result()
    {
        var conv = Conv();
        TensorAssert.AllClose(Now(Conv()) * 2, conv + conv, 1e-14, 1e-14);
        TensorAssert.AllClose(Now(Conv()) + 1, Conv() + Tensor.Ones([1], DType.Float64), 1e-14, 1e-14);
        TensorAssert.AllClose(Now(Conv()).Clamp(min: 0) + 1, F.Relu(Conv()) + Tensor.Ones([2, 5, 4, 4], DType.Float64), 1e-14, 1e-14);
        TensorAssert.AllClose(F.Relu(F.Relu6(Now(Conv()))), F.Relu(F.Relu6(Conv())), 1e-14, 1e-14);
        TensorAssert.AllClose(F.Relu(Now(Conv())[0]), F.Relu(Conv()[0]), 1e-14, 1e-14);
        var self = Conv();
        self += self;
        TensorAssert.AllClose(Now(Conv()) * 2, self, 1e-14, 1e-14);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Operands_that_are_overwritten_later_are_those_of_the_call(int operand)
    {
        var expected = Now(Conv());
        var (conv, relu) = (Conv(), F.Relu(Conv()));
        var overwritten = new[] { _x, _w, _b }[operand];
        overwritten.MulInPlace(2);
        overwritten.MulInPlace(3);
        Assert.True(Waits(conv) && Waits(relu));
        TensorAssert.AllClose(expected, conv, 0, 0);
        TensorAssert.AllClose(expected.Clamp(min: 0), relu, 0, 0);
        var after = Now(Conv());
        Assert.NotEqual(expected.ToArray<double>(), after.ToArray<double>());
        TensorAssert.AllClose(after, Conv(), 0, 0);
    }

    [Fact]
    public void Results_in_between_are_not_computed_because_an_operand_is_overwritten_or_disposed()
    {
        var (conv, other) = (Conv(), Conv());
        Now(F.Relu(conv));
        Now(F.MaxPool2d(F.Relu(other), 2));
        _w.MulInPlace(2);
        _x.Dispose();
        Assert.True(Waits(conv) && Waits(other));

        // nor is the pooling taken for one whose whole result is wanted
        var x = Random(2, 3, 6, 6).ChannelsLast();
        Assert.True(Waits(F.MaxPool2d(F.Conv2d(x, _w, _b), 2)));
    }

    [Fact]
    public void A_waiting_result_that_is_disposed_is_never_computed()
    {
        var (conv, relu) = (Conv(), F.Relu(Conv()));
        conv.Dispose();
        Assert.False(Waits(conv));
        Assert.Throws<ObjectDisposedException>(() => conv.ToArray<double>());
        Assert.Equal(F.Relu(Now(Conv())).ToArray<double>(), relu.ToArray<double>());
        _x.MulInPlace(2);
        conv.Dispose();
    }

    [Fact]
    public void A_residual_that_is_overwritten_later_is_that_of_the_sum()
    {
        var residual = Random(2, 5, 4, 4).ChannelsLast();
        var expected = Now(Conv()) + residual;
        var (sum, conv) = (Conv() + residual, Conv());
        conv += residual;
        residual.ZeroInPlace();
        TensorAssert.AllClose(expected, sum, 1e-14, 1e-14);
        TensorAssert.AllClose(expected, conv, 1e-14, 1e-14);
    }

    [Fact]
    public void A_span_may_be_written_to_at_any_time()
    {
        var span = _w.AsSpan<double>();
        var expected = Now(Conv());
        var conv = Conv();
        span.Clear();
        TensorAssert.AllClose(expected, conv, 0, 0);
    }

    [Fact]
    public void An_operand_may_be_disposed()
    {
        var expected = Now(Conv());
        var conv = Conv();
        _x.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _x.ToArray<double>());
        TensorAssert.AllClose(expected, conv, 0, 0);
    }

    [Fact]
    public void An_optimiser_does_not_change_what_was_computed_before()
    {
        var layer = new Conv2d(3, 5, 3, dtype: DType.Float64);
        var expected = Now(layer.Call(_x)).Detach();
        var output = layer.Call(_x);
        layer.Weight.Grad = Tensor.OnesLike(layer.Weight);
        new SGD(layer.Parameters(), lr: 1).Step();
        TensorAssert.AllClose(expected, output, 0, 0);
    }

    [Fact]
    public void Gradients_are_those_of_the_single_operations()
    {
        var (x, y) = (_x.Clone().RequireGrad(), _x.Clone().RequireGrad());
        var (w, v) = (_w.Clone().RequireGrad(), _w.Clone().RequireGrad());
        var output = F.Relu(F.Conv2d(x, w, _b));
        var expected = F.Relu(Now(F.Conv2d(y, v, _b)));
        (output * output).Sum().Backward();
        (expected * expected).Sum().Backward();
        TensorAssert.AllClose(y.Grad!, x.Grad!, 1e-13, 1e-13);
        TensorAssert.AllClose(v.Grad!, w.Grad!, 1e-13, 1e-13);
        var recorded = F.ReluInPlace(F.Conv2d(x, w, _b));
        Assert.Equal("ReluBackward0", recorded.GradFn!.Name);
        GradCheck.Check((a, b, c) => F.ReluInPlace(F.Conv2d(a, b, c)), _x, _w, _b);
    }

    [Fact]
    public void The_precision_is_that_of_the_call()
    {
        var (x, w) = (Random(1, 32, 20, 20).Float().ChannelsLast(), Random(32, 32, 3, 3).Float());
        var low = Now(F.Conv2d(x, w, padding: 1));
        Tensor high, deferred;
        ConvolutionSettings.HighPrecision = true;
        try
        {
            high = Now(F.Conv2d(x, w, padding: 1));
            deferred = F.Conv2d(x, w, padding: 1);
        }
        finally
        {
            ConvolutionSettings.HighPrecision = false;
        }

        Assert.NotEqual(low.ToArray<float>(), high.ToArray<float>());
        Assert.Equal(high.ToArray<float>(), deferred.ToArray<float>());
    }

    [Fact]
    public void Threads_may_race_for_the_result()
    {
        var expected = Now(Conv()).ToArray<double>();
        for (int i = 0; i < 50; i++)
        {
            var conv = Conv();
            Parallel.For(0, 5, thread =>
            {
                if (thread == 2)
                {
                    _x.MulInPlace(1);
                }
                else
                {
                    Assert.Equal(expected, conv.ToArray<double>());
                }
            });
        }
    }

    [Fact]
    public void A_result_that_nobody_wants_is_never_computed()
    {
        for (int i = 0; i < 20; i++)
        {
            Assert.True(Waits(Conv()));
        }

        GC.Collect();
        GC.WaitForPendingFinalizers();
        _w.MulInPlace(1);
        TensorAssert.AllClose(Now(Conv()), Conv(), 0, 0);
    }

    private static Tensor Random(params int[] shape) => Tensor.Randn(new Shape(shape), DType.Float64, generator: new Generator(shape.Length));

    private static bool Waits(Tensor tensor) => tensor.Storage.Writer is not null;

    private static Tensor Now(Tensor tensor)
    {
        _ = tensor.Storage.Block;
        return tensor;
    }

    private Tensor Conv() => F.Conv2d(_x, _w, _b);
}
