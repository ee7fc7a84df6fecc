using Flambeau.NN;
using Flambeau.Testing;
using Flambeau.Tests.PyTorch;

namespace Flambeau.Tests.NN;

[Collection(nameof(DefaultGeneratorCollection))]
public class LayerFusionTests
{
    /// <summary>Sequences with layers that can join each other, in float64.</summary>
    public static TheoryData<string> Sequences => new(Makers.Keys);

    private static Dictionary<string, Func<Sequential>> Makers { get; } = new()
    {
        ["conv, norm, relu"] = () => new(Conv(3, 5), Norm(5), new ReLU()),
        ["conv with bias, norm, relu in place"] = () => new(Conv(3, 5, bias: true), Norm(5), new ReLU(inPlace: true)),
        ["conv, norm"] = () => new(Conv(3, 5), Norm(5)),
        ["conv, norm, relu6, conv"] = () => new(Conv(3, 5), Norm(5), new ReLU6(), Conv(5, 2)),
        ["conv, relu6"] = () => new(Conv(3, 5, bias: true), new ReLU6()),
        ["conv, relu"] = () => new(Conv(3, 5, bias: true), new ReLU()),
        ["same padding, relu"] = () => new(new Conv2d(3, 4, 2, padding: Padding.Same, dtype: DType.Float64), new ReLU()),
        ["reflected padding, norm, relu"] = () => new(
            new Conv2d(3, 4, 3, padding: 1, paddingMode: PaddingMode.Reflect, dtype: DType.Float64), Norm(4), new ReLU()),
        ["norm, relu"] = () => new(Norm(3), new ReLU()),
        ["norm, relu6"] = () => new(Norm(3), new ReLU6()),
        ["norm without parameters, relu"] = () => new(new BatchNorm2d(3, affine: false, dtype: DType.Float64), new ReLU()),
        ["norm without statistics, relu"] = () => new(new BatchNorm2d(3, trackRunningStats: false, dtype: DType.Float64), new ReLU()),
        ["norm of vectors, relu"] = () => new(
            new Flatten(), new BatchNorm1d(108, dtype: DType.Float64), new ReLU(), new Linear(108, 4, dtype: DType.Float64), new ReLU()),
        ["depthwise, norm, relu, conv, norm"] = () => new(
            new Conv2d(3, 3, 3, padding: 1, groups: 3, bias: false, dtype: DType.Float64), Norm(3), new ReLU(), Conv(3, 8), Norm(8)),
    };

    [Theory]
    [MemberData(nameof(Sequences))]
    public void A_sequence_gives_what_its_layers_give_one_by_one(string name)
    {
        foreach (bool train in (bool[])[true, false])
        {
            foreach (bool record in (bool[])[true, false])
            {
                var (fused, single) = (Make(name, train), Make(name, train));
                var (x, y) = (Input().RequireGrad(), Input().RequireGrad());
                using var mode = GradMode.Set(record);
                var expected = single.Aggregate<Module<Tensor, Tensor>, Tensor>(y, (value, layer) => layer.Call(value));
                var actual = fused.Call(x);
                TensorAssert.AllClose(expected, actual, 1e-12, 1e-12, $"{name}, train {train}, record {record}");
                Assert.Equal(record, actual.RequiresGrad);
                if (record)
                {
                    (actual * actual).Sum().Backward();
                    (expected * expected).Sum().Backward();
                    TensorAssert.AllClose(y.Grad!, x.Grad!, 1e-10, 1e-10, "input gradient");
                    foreach (var ((key, a), b) in fused.NamedParameters().Zip(single.Parameters()))
                    {
                        TensorAssert.AllClose(b.Grad!, a.Grad!, 1e-10, 1e-10, key);
                    }
                }

                foreach (var ((key, a), b) in fused.StateDict().Zip(single.StateDict().Values))
                {
                    TensorAssert.AllClose(b.To(DType.Float64), a.To(DType.Float64), 1e-12, 1e-12, key);
                }
            }
        }
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public void A_residual_is_added_before_the_relu(bool train, bool withRelu)
    {
        var relu = withRelu ? new ReLU() : null;
        foreach (bool record in (bool[])[true, false])
        {
            var (fused, single) = (Make("conv, norm", train), Make("conv, norm", train));
            var (x, y) = (Input().RequireGrad(), Input().RequireGrad());
            var (r, s) = (Residual().RequireGrad(), Residual().RequireGrad());
            using var mode = GradMode.Set(record);
            var actual = LayerFusion.ConvNorm((Conv2d)fused[0], (BatchNorm2d)fused[1], relu, x, r);
            var expected = single[1].Call(single[0].Call(y)) + s;
            expected = relu is null ? expected : F.Relu(expected);
            TensorAssert.AllClose(expected, actual, 1e-12, 1e-12);
            if (record)
            {
                (actual * actual).Sum().Backward();
                (expected * expected).Sum().Backward();
                TensorAssert.AllClose(y.Grad!, x.Grad!, 1e-10, 1e-10);
                TensorAssert.AllClose(s.Grad!, r.Grad!, 1e-10, 1e-10);
            }
        }
    }

    [Theory]
    [InlineData("conv, norm, relu6, conv", true)] // nothing to join
    [InlineData("conv, norm", true)]
    [InlineData("conv, norm", false)]
    [InlineData("depthwise, norm, relu, conv, norm", true)]
    public void A_branch_takes_its_residual_in(string name, bool relu)
    {
        foreach (var (train, record) in (ReadOnlySpan<(bool, bool)>)[(true, true), (true, false), (false, true), (false, false)])
        {
            var (fused, single) = (Make(name, train), Make(name, train));
            var (x, y) = (Input().RequireGrad(), Input().RequireGrad());
            using var mode = GradMode.Set(record);
            var residual = Tensor.Randn(single.Call(Input()).Shape, DType.Float64, generator: new Generator(7));
            _ = fused.Call(Input());
            var (r, s) = (residual.Clone().RequireGrad(), residual.Clone().RequireGrad());
            var expected = single.Aggregate<Module<Tensor, Tensor>, Tensor>(y, (value, layer) => layer.Call(value)) + s;
            expected = relu ? F.Relu(expected) : expected;
            var actual = LayerFusion.Residual(fused, x, r, relu);
            TensorAssert.AllClose(expected, actual, 1e-12, 1e-12);
            if (record)
            {
                (actual * actual).Sum().Backward();
                (expected * expected).Sum().Backward();
                TensorAssert.AllClose(y.Grad!, x.Grad!, 1e-10, 1e-10);
                TensorAssert.AllClose(s.Grad!, r.Grad!, 1e-10, 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void A_hook_on_a_branch_or_its_last_layers_sees_what_comes_before_the_residual(int hooked)
    {
        var branch = Make("conv, norm", train: true);
        var expected = hooked == 0 ? branch[0].Call(Input()) : branch.Call(Input());
        Tensor? seen = null;
        Module<Tensor, Tensor> layer = hooked < 0 ? branch : branch[hooked];
        using var hook = layer.RegisterForwardHook((_, _, output) => { seen = output; });
        LayerFusion.Residual(branch, Input(), Residual(), relu: true);
        TensorAssert.AllClose(expected, seen!, 1e-12, 1e-12);
    }

    [Fact]
    public void A_residual_of_another_shape_is_broadcast()
    {
        var layers = Make("conv, norm", train: false);
        using var mode = GradMode.NoGrad();
        var residual = Tensor.Randn(new Shape(5, 1, 1), DType.Float64);
        TensorAssert.AllClose(
            F.Relu(layers[1].Call(layers[0].Call(Input())) + residual),
            LayerFusion.ConvNorm((Conv2d)layers[0], (BatchNorm2d)layers[1], new ReLU(), Input(), residual),
            1e-12,
            1e-12);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_hook_sees_the_result_of_its_layer(int hooked)
    {
        var layers = Make("conv, norm, relu", train: false);
        using var mode = GradMode.NoGrad();
        var expected = layers[0].Call(Input());
        expected = hooked == 0 ? expected : layers[1].Call(expected);
        expected = hooked < 2 ? expected : layers[2].Call(expected);
        Tensor? seen = null;
        using var hook = layers[hooked].RegisterForwardHook((_, _, output) => { seen = output; });
        layers.Call(Input());
        // the layers before the hooked one may be joined, which rounds otherwise
        TensorAssert.AllClose(expected, seen!, 1e-12, 1e-12);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void A_hook_before_a_layer_sees_and_changes_what_the_layer_takes(int hooked, bool train)
    {
        var (layers, single) = (Make("conv, norm, relu", train), Make("conv, norm, relu", train));
        using var mode = GradMode.NoGrad();
        var before = single.Take(hooked).Aggregate(Input(), (value, layer) => layer.Call(value));
        var expected = single.Skip(hooked).Aggregate(before * 2.0, (value, layer) => layer.Call(value));
        Tensor? seen = null;
        using (layers[hooked].RegisterForwardPreHook((_, input) => (seen = input) * 2.0))
        {
            TensorAssert.AllClose(expected, layers.Call(Input()), 1e-12, 1e-12);
            TensorAssert.AllClose(before, seen!, 1e-12, 1e-12);
        }

        seen = null;
        layers.Call(Input());
        Assert.Null(seen);
    }

    [Fact]
    public void A_hook_before_a_layer_of_a_block_sees_what_the_layer_takes()
    {
        foreach (int hooked in (int[])[0, 1, 2])
        {
            var layers = Make("conv, norm, relu", train: false);
            using var mode = GradMode.NoGrad();
            var before = layers.Take(hooked).Aggregate(Input(), (value, layer) => layer.Call(value));
            before = hooked == 2 ? before + Residual() : before;
            Tensor? seen = null;
            using var hook = layers[hooked].RegisterForwardPreHook((_, input) => { seen = input; });
            LayerFusion.ConvNorm((Conv2d)layers[0], (BatchNorm2d)layers[1], (ReLU)layers[2], Input(), Residual());
            TensorAssert.AllClose(before, seen!, 1e-12, 1e-12);
        }
    }

    [Fact]
    public void A_hook_on_a_shared_relu_sees_its_result()
    {
        var layers = Make("conv, norm, relu", train: false);
        using var mode = GradMode.NoGrad();
        Tensor? seen = null;
        using var hook = layers[2].RegisterForwardHook((_, _, output) => { seen = output; });
        var output = LayerFusion.ConvNorm((Conv2d)layers[0], (BatchNorm2d)layers[1], (ReLU)layers[2], Input());
        Assert.Same(output, seen);
    }

    [Theory]
    [InlineData("conv, norm, relu", "Sequential.0 (Conv2d): Conv2d: ")]
    [InlineData("norm, relu", "Sequential.0 (BatchNorm2d): BatchNorm: ")]
    public void An_error_names_the_layer(string name, string beginning)
    {
        var layers = Make(name, train: false);
        using var mode = GradMode.NoGrad();
        var error = Assert.Throws<ArgumentException>(() => layers.Call(Tensor.Ones([1, 2, 6, 6], DType.Float64)));
        Assert.StartsWith(beginning, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Gradients_of_a_fused_block_are_right()
    {
        var layers = Make("conv, norm", train: true);
        // away from the corner of the ReLU, where no difference quotient helps
        var residual = Residual() + 0.01;
        GradCheck.Check(
            (x, r) => LayerFusion.ConvNorm((Conv2d)layers[0], (BatchNorm2d)layers[1], new ReLU(), x, r), Input(), residual);
    }

    private static Conv2d Conv(int inChannels, int outChannels, bool bias = false) =>
        new(inChannels, outChannels, 3, padding: 1, bias: bias, dtype: DType.Float64);

    private static BatchNorm2d Norm(int channels) => new(channels, dtype: DType.Float64);

    private static Sequential Make(string name, bool train)
    {
        Rng.ManualSeed(3);
        var layers = Makers[name]();
        using (GradMode.NoGrad())
        {
            foreach (var norm in layers.OfType<BatchNorm>())
            {
                _ = norm.Weight?.UniformInPlace(0.5, 2);
                _ = norm.Bias?.NormalInPlace();
                _ = norm.RunningMean?.NormalInPlace();
                _ = norm.RunningVar?.UniformInPlace(0.5, 2);
            }
        }

        layers.Train(train);
        return layers;
    }

    private static Tensor Input() => Tensor.Randn(new Shape(2, 3, 6, 6), DType.Float64, generator: new Generator(5));

    private static Tensor Residual() => Tensor.Randn(new Shape(2, 5, 6, 6), DType.Float64, generator: new Generator(6));
}
