using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;
using Flambeau.Testing;
using Flambeau.Tests.PyTorch;

namespace Flambeau.Tests.Serialization;

[Collection(nameof(DefaultGeneratorCollection))]
public sealed class TrainingStateTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(SmallTraining.Names), MemberType = typeof(SmallTraining))]
    public void An_interrupted_training_goes_on_bit_for_bit(string optimizer)
    {
        Rng.ManualSeed(5);
        var whole = new SmallTraining(optimizer);
        whole.Steps(3);
        whole.State.Extra["best"] = 0.5;
        whole.State.Save(_folder["last.pt"]);
        double[] expected = whole.Steps(5);

        Rng.ManualSeed(6);
        var resumed = new SmallTraining(optimizer);
        resumed.Step();
        resumed.State.Load(_folder["last.pt"]);

        Assert.Equal(3, resumed.State.Epoch);
        Assert.Equal(0.5, resumed.State.Extra.GetDouble("best"));
        Assert.Equal(expected, resumed.Steps(5));
    }

    [Fact]
    public void Parts_are_found_under_other_usual_keys()
    {
        var training = new SmallTraining("sgd");
        training.Steps(2);
        ValueDict saved = training.State.ToDict();
        var renamed = new ValueDict
        {
            ["state_dict"] = saved["model_state_dict"],
            ["optimizer"] = saved["optimizer_state_dict"],
            ["lr_scheduler"] = saved["scheduler_state_dict"],
            ["args"] = "none",
        };

        var other = new SmallTraining("sgd");
        other.State.FromDict(renamed);

        Assert.Equal(["args"], other.State.Extra.Keys);
        Assert.Equal(0, other.State.Epoch);
        Assert.Equal(2, other.State.Scheduler!.LastEpoch);
        Assert.True(other.State.Model.StateDict()["fc.weight"].Equal(training.State.Model.StateDict()["fc.weight"]));
    }

    [Fact]
    public void What_the_guide_shows_runs()
    {
        var (net, source) = (new Linear(2, 2), File.ReadAllText(RepoPaths.Combine("tests", "Flambeau.Tests", "Serialization", "TrainingStateTests.cs")));
        var optimizer = new SGD(net.Parameters(), lr: 0.1);
        var scheduler = new StepLR(optimizer, stepSize: 1);

        var state = new TrainingState(net, optimizer, scheduler);
        state.Extra["best"] = 0.92;
        state.Epoch = 3;
        state.Save(_folder["training.pt"]);
        state.Load(_folder["training.pt"]);
        long done = state.Epoch;

        Assert.Equal(3, done);
        string section = File.ReadAllText(RepoPaths.Combine("docs", "checkpoints.md")).Split("## An interrupted training")[1].Split("```")[1];
        string[] lines = [.. section.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1)];
        Assert.Equal(6, lines.Length);
        Assert.All(lines, line => Assert.Contains(line.Replace("\"training.pt\"", "_folder[\"training.pt\"]", StringComparison.Ordinal), source, StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_can_be_chosen()
    {
        var model = new Linear(2, 2);
        var state = new TrainingState(model) { Generator = null, Keys = new TrainingStateKeys { Model = "net", Epoch = "round" } };
        Assert.Equal(["round", "net"], state.ToDict().Keys);

        state.Extra["net"] = 1;
        var error = Assert.Throws<ArgumentException>(state.ToDict);
        Assert.Equal("TrainingState: Extra must not use the key 'net', which is that of a part of the training.", error.Message);
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "model", "there is no state of the model: none of the keys model_state_dict, state_dict, model" },
        { "optimizer", "there is no state of the optimiser: none of the keys" },
        { "scheduler", "there is no state of the scheduler: none of the keys" },
        { "shape", "SGD: state[0]['momentum_buffer'] must have its parameter's shape [4, 1, 3, 3], but the saved one has [2]." },
        { "kind", "SGD: state[0] should be a dict, but it is a str" },
        { "lr", "SGD: lr must not be negative." },
        { "lr kind", "SGD: param_groups[0]['lr'] should be a float, but it is a str" },
        { "numbers", "SGD: param_groups[0]['params'][1] is 0, which is there twice" },
        { "groups", "SGD: param_groups[0] should be a dict, but it is None" },
        { "sizes", "SGD: the saved parameter groups must have the sizes [6], but have [1]." },
        { "rates", "StepLR: 'base_lrs' should hold a rate for each of the 1 parameter groups, but holds 2" },
        { "rate kind", "StepLR: 'base_lrs' should hold numbers, but holds a str" },
        { "step size", "StepLR: 'step_size' must be at least 1, but the saved one is 0" },
        { "random", "the value of 'rng_state' is no state of a generator: a generator state has 5056 bytes, but got 3." },
        { "random kind", "the value of 'rng_state' should be a Tensor of bytes, but it is an int" },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_damaged_file_changes_nothing(string damage, string message)
    {
        Rng.ManualSeed(1);
        var other = new SmallTraining("sgd");
        other.Steps(2);
        ValueDict dict = Damage(other.State.ToDict(), damage);
        var training = new SmallTraining("sgd");
        training.Steps(1);
        string before = Describe(training);

        var error = Assert.ThrowsAny<Exception>(() => training.State.FromDict(dict));

        Assert.True(error is CheckpointException or ArgumentException, $"{error}");
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(before, Describe(training));
    }

    private static string Describe(SmallTraining training)
    {
        ValueDict dict = training.State.ToDict();
        dict["model_state_dict"] = training.State.Model.StateDict().ToDict();
        return TorchDescription.Of(dict);
    }

    private static ValueDict Damage(ValueDict dict, string damage)
    {
        ValueDict optimizer = dict.GetDict("optimizer_state_dict"), scheduler = dict.GetDict("scheduler_state_dict");
        var group = (ValueDict)optimizer.GetList("param_groups")[0]!;
        switch (damage)
        {
            case "model" or "optimizer" or "scheduler":
                return new ValueDict(dict.Where(entry => !$"{entry.Key}".StartsWith(damage, StringComparison.Ordinal)));
            case "shape":
                optimizer.GetDict("state").GetDict(0)["momentum_buffer"] = Tensor.Zeros(2);
                break;
            case "kind":
                optimizer.GetDict("state")[0] = "nothing";
                break;
            case "lr":
                group["lr"] = -1.0;
                break;
            case "lr kind":
                group["lr"] = "fast";
                break;
            case "numbers":
                group["params"] = new List<object?> { 0L, 0L, 2L, 3L, 4L, 5L };
                break;
            case "groups":
                optimizer["param_groups"] = new List<object?> { null };
                break;
            case "sizes":
                group["params"] = new List<object?> { 0L };
                break;
            case "rates":
                scheduler["base_lrs"] = new List<object?> { 0.1, 0.2 };
                break;
            case "rate kind":
                scheduler["base_lrs"] = new List<object?> { "fast" };
                break;
            case "step size":
                scheduler["step_size"] = 0L;
                break;
            case "random":
                dict["rng_state"] = Tensor.From(new byte[3]);
                break;
            default:
                dict["rng_state"] = 7L;
                break;
        }

        return dict;
    }

    [Fact]
    public void A_scheduler_takes_its_settings_over_too()
    {
        var optimizer = new SGD(new Linear(1, 1).Parameters(), lr: 0.1);
        var saved = new MultiStepLR(optimizer, [2, 5, 5], gamma: 0.5).StateDict();
        var other = new MultiStepLR(new SGD(new Linear(1, 1).Parameters(), lr: 1), [1], gamma: 0.9);

        other.LoadStateDict(saved);

        ValueDict state = other.StateDict();
        Assert.Equal(0.5, state.GetDouble("gamma"));
        Assert.True(state.GetDict("milestones").IsCounter);
        Assert.Equal([2L, 5L], state.GetDict("milestones").Keys);
        Assert.Equal([1L, 2L], state.GetDict("milestones").Values);
        Assert.Equal([0.1], other.BaseLearningRates);
        saved["milestones"] = new ValueDict { [3] = 1 };
        other.LoadStateDict(saved);
        Assert.True(other.StateDict().GetDict("milestones").IsCounter);
        saved["milestones"] = new ValueDict { [3] = "often" };
        var error = Assert.Throws<CheckpointException>(() => other.LoadStateDict(saved));
        Assert.Equal("MultiStepLR: 'milestones' should say how often each step counts, but holds 3: often", error.Message);
    }
}
