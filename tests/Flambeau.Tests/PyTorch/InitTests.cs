using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

[Collection(nameof(DefaultGeneratorCollection))]
public class InitTests
{
    private static readonly GoldenFile s_file = GoldenFile.Load("init");

    private static readonly Dictionary<string, Action<Tensor>> s_calls = new()
    {
        ["uniform"] = w => Init.Uniform(w),
        ["uniform_range"] = w => Init.Uniform(w, -0.2, 0.6),
        ["normal"] = w => Init.Normal(w),
        ["normal_mean_std"] = w => Init.Normal(w, 1.0, 0.02),
        ["trunc_normal"] = w => Init.TruncNormal(w),
        ["trunc_normal_narrow"] = w => Init.TruncNormal(w, mean: 0.5, std: 0.8, a: 0.0, b: 1.0),
        ["trunc_normal_vit"] = w => Init.TruncNormal(w, std: 0.02),
        ["constant"] = w => Init.Constant(w, 0.3),
        ["ones"] = w => Init.Ones(w),
        ["zeros"] = w => Init.Zeros(w),
        ["eye"] = w => Init.Eye(w),
        ["dirac_3d"] = w => Init.Dirac(w),
        ["dirac_4d"] = w => Init.Dirac(w),
        ["dirac_4d_even"] = w => Init.Dirac(w),
        ["dirac_5d"] = w => Init.Dirac(w),
        ["dirac_groups"] = w => Init.Dirac(w, groups: 3),
        ["xavier_uniform"] = w => Init.XavierUniform(w),
        ["xavier_uniform_gain"] = w => Init.XavierUniform(w, Init.CalculateGain(Nonlinearity.ReLU)),
        ["xavier_normal"] = w => Init.XavierNormal(w),
        ["xavier_normal_gain"] = w => Init.XavierNormal(w, 5.0 / 3),
        ["kaiming_uniform"] = w => Init.KaimingUniform(w),
        ["kaiming_uniform_fan_out_relu"] =
            w => Init.KaimingUniform(w, mode: FanMode.FanOut, nonlinearity: Nonlinearity.ReLU),
        ["kaiming_uniform_a"] = w => Init.KaimingUniform(w, a: Math.Sqrt(5)),
        ["kaiming_normal"] = w => Init.KaimingNormal(w),
        ["kaiming_normal_fan_out_relu"] =
            w => Init.KaimingNormal(w, mode: FanMode.FanOut, nonlinearity: Nonlinearity.ReLU),
        ["kaiming_normal_fan_in_tanh"] =
            w => Init.KaimingNormal(w, mode: FanMode.FanIn, nonlinearity: Nonlinearity.Tanh),
        ["kaiming_normal_leaky"] = w => Init.KaimingNormal(w, a: 0.2, nonlinearity: Nonlinearity.LeakyReLU),
        ["orthogonal_square"] = w => Init.Orthogonal(w),
        ["orthogonal_tall"] = w => Init.Orthogonal(w),
        ["orthogonal_wide"] = w => Init.Orthogonal(w, gain: 2.0),
        ["orthogonal_4d"] = w => Init.Orthogonal(w),
        ["sparse"] = w => Init.Sparse(w, sparsity: 0.4),
        ["sparse_std"] = w => Init.Sparse(w, sparsity: 0.1, std: 0.5),
    };

    private static readonly Dictionary<string, Func<Module>> s_layers = new()
    {
        ["linear"] = () => new Linear(5, 3),
        ["linear_no_bias"] = () => new Linear(4, 4, bias: false),
        ["conv1d"] = () => new Conv1d(3, 4, 5),
        ["conv2d"] = () => new Conv2d(3, 4, 3),
        ["conv2d_rectangular"] = () => new Conv2d(2, 2, (3, 1), bias: false),
        ["conv2d_groups"] = () => new Conv2d(4, 6, 3, groups: 2),
        ["conv2d_depthwise"] = () => new Conv2d(4, 4, 3, groups: 4),
        ["conv_transpose1d"] = () => new ConvTranspose1d(3, 4, 5),
        ["conv_transpose2d"] = () => new ConvTranspose2d(3, 4, 3),
        ["conv_transpose2d_groups"] = () => new ConvTranspose2d(4, 6, (3, 2), groups: 2),
        ["conv_transpose2d_no_bias"] = () => new ConvTranspose2d(2, 3, 2, bias: false),
        ["embedding"] = () => new Embedding(5, 4),
        ["embedding_padding"] = () => new Embedding(5, 4, paddingIdx: 2),
        ["embedding_padding_last"] = () => new Embedding(5, 4, paddingIdx: -1),
        ["batch_norm1d"] = () => new BatchNorm1d(3),
        ["batch_norm2d"] = () => new BatchNorm2d(3),
        ["batch_norm2d_no_affine"] = () => new BatchNorm2d(3, affine: false),
        ["batch_norm2d_no_stats"] = () => new BatchNorm2d(3, trackRunningStats: false),
        ["layer_norm"] = () => new LayerNorm([2, 3]),
        ["group_norm"] = () => new GroupNorm(2, 4),
        ["instance_norm2d"] = () => new InstanceNorm2d(3),
        ["instance_norm2d_all"] = () => new InstanceNorm2d(3, affine: true, trackRunningStats: true),
        ["sequential"] = () =>
            new Sequential(new Conv2d(1, 2, 3), new BatchNorm2d(2), new ReLU(), new Flatten(), new Linear(8, 3)),
    };

    public static TheoryData<string> Calls => new(s_calls.Keys);

    public static TheoryData<string> Layers => new(s_layers.Keys);

    [Fact]
    public void Every_case_has_a_test() => Assert.Equal(
        s_file.Cases.Select(c => c.Name).Order(),
        s_calls.Keys.Concat(s_layers.Keys.Select(k => "default_" + k)).Append("calculate_gain").Order());

    [Theory]
    [MemberData(nameof(Calls))]
    public void Initialisers_equal_PyTorchs(string name)
    {
        GoldenCase golden = s_file[name];
        Rng.ManualSeed(0);
        Tensor w = Tensor.Empty(golden.Integers("shape"));
        s_calls[name](w);
        TensorAssert.AllClose(golden.Tensor("result"), w, 1e-6, 2e-6);
        TensorAssert.Equal(golden.Tensor("next"), Tensor.Rand(1), "the next draw");
    }

    [Theory]
    [MemberData(nameof(Layers))]
    public void Layers_start_as_PyTorchs(string name)
    {
        GoldenCase golden = s_file["default_" + name];
        Rng.ManualSeed(0);
        var state = s_layers[name]().StateDict();
        Assert.Equal(golden.NamedTensors("state").Select(p => p.Key), state.Select(p => p.Key));
        foreach (var (key, expected) in golden.NamedTensors("state"))
        {
            // Uniform draws agree to the bit; an Embedding's normal numbers do not.
            double tolerance = name.StartsWith("embedding", StringComparison.Ordinal) ? 1e-6 : 0;
            TensorAssert.AllClose(expected, state[key], tolerance, tolerance, key);
        }
        TensorAssert.Equal(golden.Tensor("next"), Tensor.Rand(1), "the next draw");
    }

    [Fact]
    public void Gains_equal_PyTorchs()
    {
        foreach (GoldenCase golden in s_file["calculate_gain"].Children("gains"))
        {
            string word = golden.Text("nonlinearity").Replace("_", "", StringComparison.Ordinal);
            var nonlinearity = Enum.Parse<Nonlinearity>(word, ignoreCase: true);
            double? param = golden.Has("param") ? golden.Number("param") : null;
            Assert.Equal(golden.Number("gain"), Init.CalculateGain(nonlinearity, param), 1e-15);
        }
    }
}
