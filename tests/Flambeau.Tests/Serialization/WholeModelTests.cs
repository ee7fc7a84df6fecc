using System.Text.RegularExpressions;
using Flambeau.NN;
using Flambeau.Serialization;
using Flambeau.Testing;
using Flambeau.Tests.PyTorch;

namespace Flambeau.Tests.Serialization;

/// <summary>Models saved whole; runs what docs/checkpoints.md tells of them.</summary>
[Collection(nameof(DefaultGeneratorCollection))]
public sealed partial class WholeModelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_comes_back_with_its_arguments_weights_type_and_mode()
    {
        var net = new Perceptron(hidden: 5);
        net.Double().Eval();
        string path = _folder["net.pt"];

        Checkpoint.SaveModel(path, net);
        var loaded = Checkpoint.LoadModel<Perceptron>(path);

        Assert.Equal(5, loaded.Hidden);
        Assert.False(loaded.Training);
        Assert.Equal(net.StateDict().Keys, loaded.StateDict().Keys);
        Assert.All(loaded.StateDict(), entry => Assert.Equal(DType.Float64, entry.Value.DType));
        Assert.All(loaded.StateDict(), entry => Assert.True(entry.Value.Equal(net.StateDict()[entry.Key])));
        Assert.All(loaded.Parameters(), parameter => Assert.True(parameter.RequiresGrad));
        Assert.True(Checkpoint.LoadModel<Perceptron>(Saved(new Perceptron(5))).Training);
    }

    [Fact]
    public void Another_program_chooses_among_architectures_of_its_own()
    {
        var net = new Sequential(new Linear(3, 4));
        string path = _folder["net.pt"];

        Checkpoint.SaveModel(path, net, new ModelDescription("one-layer", new ValueDict { ["width"] = 4 }));

        var factories = new ModelFactories()
            .Add<Perceptron>()
            .Add("one-layer", arguments => new Sequential(new Linear(3, arguments.GetInt32("width"))));
        Module model = Checkpoint.LoadModel(path, factories);

        Assert.Equal(["perceptron", "one-layer"], factories.Architectures);
        Assert.True(Assert.IsType<Sequential>(model).GetParameter("0.weight").Equal(net.GetParameter("0.weight")));
        Assert.IsType<Perceptron>(Checkpoint.LoadModel(Saved(new Perceptron(2)), factories));
    }

    [Fact]
    public void The_file_is_a_plain_dict_whose_weights_load_alone()
    {
        ValueDict value = Checkpoint.LoadDict(Saved(new Perceptron(5)));

        Assert.Equal(["architecture", "arguments", "training", "state_dict"], value.Keys);
        Assert.Equal("perceptron", value.GetString("architecture"));
        Assert.Equal(5, value.GetDict("arguments").GetInt64("hidden"));
        Assert.True(new Perceptron(5).LoadStateDict(Checkpoint.LoadStateDict(_folder["net.pt"])).IsComplete);
    }

    [Fact]
    public void Saving_and_loading_leave_the_random_numbers_alone()
    {
        var net = new Perceptron(5);
        Rng.ManualSeed(3);
        float expected = Tensor.Randn(1).Item<float>();
        Rng.ManualSeed(3);

        Checkpoint.LoadModel<Perceptron>(Saved(net));

        Assert.Equal(expected, Tensor.Randn(1).Item<float>());
    }

    [Theory]
    [InlineData("resnet34")]
    [InlineData("System.IO.File")]
    [InlineData("Perceptron")]
    public void Another_architecture_is_refused_by_name(string architecture)
    {
        Checkpoint.SaveModel(_folder["net.pt"], new Perceptron(5), new ModelDescription(architecture, []));

        CheckpointException error = Assert.Throws<CheckpointException>(
            () => Checkpoint.LoadModel<Perceptron>(_folder["net.pt"]));

        Assert.Contains(
            $"the file holds a model '{architecture}', but expected is 'perceptron'", error.Message, StringComparison.Ordinal);
        Assert.Equal(_folder["net.pt"], error.FileName);
    }

    [Fact]
    public void A_file_of_weights_alone_is_no_whole_model()
    {
        Checkpoint.Save(_folder["net.pt"], new Perceptron(5).StateDict());

        CheckpointException error = Assert.Throws<CheckpointException>(
            () => Checkpoint.LoadModel<Perceptron>(_folder["net.pt"]));

        Assert.Contains("the file holds no whole model, for it has no 'architecture'", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<object?, string> WrongArguments => new()
    {
        { null, "the arguments of 'perceptron': there is no key 'hidden'" },
        { "5", "the arguments of 'perceptron': the value of 'hidden' should be an int, but it is a str" },
        { 1L << 32, "the arguments of 'perceptron': the value of 'hidden' should be an int of 32 bits, but it is 4294967296" },
        { -1, "a model perceptron(hidden=-1) cannot be made: " },
    };

    [Theory]
    [MemberData(nameof(WrongArguments))]
    public void Arguments_that_do_not_do_are_errors_of_the_file(object? hidden, string reason)
    {
        ValueDict arguments = hidden is null ? [] : new ValueDict { ["hidden"] = hidden };
        Checkpoint.SaveModel(_folder["net.pt"], new Perceptron(5), new ModelDescription("perceptron", arguments));

        CheckpointException error = Assert.Throws<CheckpointException>(
            () => Checkpoint.LoadModel<Perceptron>(_folder["net.pt"]));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_do_not_fit_give_the_report_of_loading()
    {
        Checkpoint.SaveModel(
            _folder["net.pt"], new Perceptron(5), new ModelDescription("perceptron", new ValueDict { ["hidden"] = 6 }));

        StateDictException error = Assert.Throws<StateDictException>(
            () => Checkpoint.LoadModel<Perceptron>(_folder["net.pt"]));

        Assert.Equal(["fc1.weight", "fc1.bias", "fc2.weight"], error.Result.Mismatched.Select(entry => entry.Key));
        Assert.Empty(error.Result.Loaded);
    }

    [Fact]
    public void A_model_that_was_rebuilt_is_refused_when_it_is_saved()
    {
        var net = new Perceptron(5);
        net.SetSubmodule("fc2", new Linear(5, 2, bias: false));

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(
            () => Checkpoint.SaveModel(_folder["net.pt"], net));

        Assert.StartsWith(
            "SaveModel: Perceptron is not what its description perceptron(hidden=5) makes; save its StateDict instead.\n"
            + "  1 missing: fc2.bias",
            error.Message,
            StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void Every_line_of_code_in_the_guide_is_in_this_test()
    {
        string guide = File.ReadAllText(RepoPaths.Combine("docs", "checkpoints.md"));
        string section = guide[guide.IndexOf("## Whole models", StringComparison.Ordinal)..];
        string source = File.ReadAllText(RepoPaths.Combine("tests", "Flambeau.Tests", "Serialization", "WholeModelTests.cs"));
        string[] lines = [.. Code().Matches(section).SelectMany(match => match.Groups[1].Value.Split(
            '\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];

        Assert.True(lines.Length > 15);
        Assert.All(lines, line => Assert.Contains(line, source, StringComparison.Ordinal));
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Code();

    private string Saved(Perceptron net)
    {
        Checkpoint.SaveModel(_folder["net.pt"], net);
        return _folder["net.pt"];
    }

    private sealed class Perceptron(int hidden) : Module<Tensor, Tensor>, IDescribedModel<Perceptron>
    {
        private readonly Module<Tensor, Tensor> _fc1 = new Linear(3, hidden);
        private readonly Module<Tensor, Tensor> _fc2 = new Linear(hidden, 2);

        public int Hidden => ((Linear)_fc1).OutFeatures;

        public static IReadOnlyCollection<string> Architectures => ["perceptron"];

        public static Perceptron Create(ModelDescription description) => new(description.Arguments.GetInt32("hidden"));

        public ModelDescription Describe() => new("perceptron", new ValueDict { ["hidden"] = Hidden });

        protected override Tensor Forward(Tensor input) => _fc2.Call(F.Relu(_fc1.Call(input)));
    }
}
