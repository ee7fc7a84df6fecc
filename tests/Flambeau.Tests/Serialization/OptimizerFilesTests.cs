using Flambeau.Optim;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Tests.Serialization;

/// <summary>The states of optimisers that real PyTorch versions wrote, taken over value for value.</summary>
public class OptimizerFilesTests
{
    private static readonly string[] s_trainings = ["train_sgd.pt", "train_adam.pt", "train_adamw.pt", "train_rmsprop.pt"];

    private static readonly string[] s_states =
        ["sgd_load.pth", "adam_load.pth", "adam_emptystate_load.pth", "adamw_load.pth", "rmsprop_load.pth", "adagrad_load.pth"];

    /// <summary>Folder and name of every file whose optimiser there is here.</summary>
    public static TheoryData<string, string> Files()
    {
        var data = new TheoryData<string, string>();
        foreach (string version in new[] { "torch-1.13.1", "torch-2.6.0" })
        {
            foreach (string file in s_trainings)
            {
                data.Add(version, file);
            }
        }

        foreach (string file in s_states)
        {
            data.Add("torchsharp-pybridge/pickled_optimizers", file);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_state_is_taken_over(string folder, string file)
    {
        ValueDict saved = Read(folder, file);
        Optimizer optimizer = Make(file, Groups(saved));

        optimizer.LoadStateDict(saved);

        Compare(saved, optimizer.StateDict());
        CheckProperties(saved, optimizer);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void It_survives_being_saved_again_and_its_optimiser_goes_on(string folder, string file)
    {
        ValueDict saved = Read(folder, file);
        Optimizer optimizer = Make(file, Groups(saved));
        optimizer.LoadStateDict(saved);
        var copy = new MemoryStream();
        Checkpoint.Save(copy, optimizer.StateDict());

        Optimizer other = Make(file, Groups(saved));
        other.LoadStateDict(HandMade.LoadDict(copy));

        Compare(saved, other.StateDict());
        Step(optimizer);
        Step(other);
        Compare(optimizer.StateDict(), other.StateDict());
    }

    [Fact]
    public void No_file_is_forgotten()
    {
        // those of optimisers that there are not here
        string[] others = ["adadelta", "adamax", "asgd", "nadam", "radam", "rprop"];
        IEnumerable<string> states = Directory.GetFiles(RepoPaths.SharedOrSkip("checkpoints", "torchsharp-pybridge", "pickled_optimizers"))
            .Select(path => Path.GetFileName(path)).Where(name => !others.Contains(name.Split('_')[0]));
        Assert.Equal(s_states.Order(), states.Order());
        foreach (string version in new[] { "torch-1.13.1", "torch-2.6.0" })
        {
            Assert.Equal(
                s_trainings.Order(),
                Directory.GetFiles(RepoPaths.SharedOrSkip("checkpoints", version), "train_*.pt").Select(path => Path.GetFileName(path)).Order());
        }
    }

    private static ValueDict Read(string folder, string file)
    {
        ValueDict dict = Checkpoint.LoadDict(RepoPaths.SharedOrSkip(["checkpoints", .. folder.Split('/'), file]));
        return dict.ContainsKey("optimizer") ? dict.GetDict("optimizer") : dict;
    }

    private static Optimizer Make(string file, List<ParameterGroup> groups) => file.Replace("train_", "", StringComparison.Ordinal).Split('_', '.')[0] switch
    {
        "sgd" => new SGD(groups, lr: 1),
        "adam" => new Adam(groups),
        "adamw" => new AdamW(groups),
        "rmsprop" => new RMSprop(groups),
        "adagrad" => new Adagrad(groups),
        _ => throw new ArgumentException(file),
    };

    /// <summary>Parameters of the shapes that the state tells; of those without a state, any.</summary>
    private static List<ParameterGroup> Groups(ValueDict saved) => [.. saved.GetList("param_groups").Select(group => new ParameterGroup(
        ((ValueDict)group!).GetList("params").Select(number =>
        {
            Tensor? like = saved.GetDict("state").TryGetValue(number!, out object? state)
                ? ((ValueDict)state!).Values.OfType<Tensor>().First(tensor => tensor.Dim > 0)
                : null;
            Tensor parameter = Tensor.Ones(like?.Shape ?? new Shape(3));
            parameter.RequiresGrad = true;
            return parameter;
        })))];

    private static void Step(Optimizer optimizer)
    {
        foreach (Tensor parameter in optimizer.ParameterGroups.SelectMany(group => group.Parameters))
        {
            parameter.Grad = Tensor.Full(parameter.Shape, 0.5);
        }

        optimizer.Step();
    }

    /// <summary>Everything the file says is said again; options and states of ours that it does not have may be there, too.</summary>
    private static void Compare(ValueDict saved, ValueDict actual)
    {
        ValueDict states = saved.GetDict("state");
        Assert.Equal(states.Keys, actual.GetDict("state").Keys);
        foreach ((object number, object? state) in states)
        {
            ValueDict other = actual.GetDict("state").GetDict(number);
            Assert.Equal(((ValueDict)state!).Keys, other.Keys);
            foreach ((object name, object? value) in (ValueDict)state)
            {
                Assert.Equal(Elements(value), Elements(other[name]));
            }
        }

        IReadOnlyList<object?> groups = saved.GetList("param_groups"), otherGroups = actual.GetList("param_groups");
        Assert.Equal(groups.Count, otherGroups.Count);
        foreach ((object? group, object? other) in groups.Zip(otherGroups))
        {
            foreach ((object name, object? value) in (ValueDict)group!)
            {
                Assert.Equal(($"{name}", Option(value)), ($"{name}", Option(((ValueDict)other!)[name])));
            }
        }
    }

    private static void CheckProperties(ValueDict saved, Optimizer optimizer)
    {
        foreach ((object? group, ParameterGroup taken) in saved.GetList("param_groups").Zip(optimizer.ParameterGroups))
        {
            var dict = (ValueDict)group!;
            Assert.Equal((dict.GetDouble("lr"), dict.GetDouble("weight_decay")), (taken.LearningRate, taken.WeightDecay));
            Assert.Equal(dict.GetList("params").Count, taken.Parameters.Count);
        }
    }

    private static double[] Elements(object? value) => value switch
    {
        Tensor tensor => tensor.To(DType.Float64).ToArray<double>(),
        _ => [Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)],
    };

    private static object? Option(object? value) => value switch
    {
        long number => (double)number,
        IEnumerable<object?> items => string.Join(',', items.Select(Option)),
        _ => value,
    };
}
