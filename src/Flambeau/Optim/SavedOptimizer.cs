using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <summary>An optimiser's state dict from a file, which may hold anything, compared with the optimiser it is for.</summary>
internal sealed class SavedOptimizer
{
    private const string Groups = "param_groups";
    private const string Numbers = "params";
    private const string Step = "step";

    private readonly string _optimizer;
    private readonly List<ValueDict> _groups;
    private readonly ValueDict _states;

    /// <summary>Takes a state dict apart.</summary>
    /// <exception cref="CheckpointException">It is not one of an optimiser.</exception>
    public SavedOptimizer(string optimizer, ValueDict stateDict)
    {
        _optimizer = optimizer;
        _groups = [.. stateDict.GetList(Groups).Select((group, i) => group as ValueDict ?? throw Wrong($"{Groups}[{i}]", "a dict", group))];
        _states = stateDict.GetDict("state");
    }

    /// <summary>Refuses groups of other sizes than the optimiser's.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public void CheckSizes(List<ParameterGroup> groups)
    {
        int[] wanted = [.. groups.Select(group => group.Parameters.Count)];
        int[] saved = [.. _groups.Select(group => group.GetList(Numbers).Count)];
        if (!wanted.SequenceEqual(saved))
        {
            throw new ArgumentException(
                $"{_optimizer}: the saved parameter groups must have the sizes [{string.Join(", ", wanted)}], but have [{string.Join(", ", saved)}].");
        }
    }

    /// <summary>What is remembered of each parameter; parameters without an entry are left out.</summary>
    /// <exception cref="ArgumentException">A tensor does not have its parameter's shape.</exception>
    /// <exception cref="CheckpointException">An entry is of the wrong kind.</exception>
    public List<(Tensor Parameter, OptimizerState State)> ReadStates(List<ParameterGroup> groups)
    {
        var result = new List<(Tensor, OptimizerState)>();
        var met = new HashSet<object?>();
        for (int i = 0; i < groups.Count; i++)
        {
            var numbers = _groups[i].GetList(Numbers);
            for (int j = 0; j < numbers.Count; j++)
            {
                string place = $"{Groups}[{i}]['{Numbers}'][{j}]";
                object number = numbers[j] is long or string ? numbers[j]! : throw Wrong(place, "a number or name", numbers[j]);
                if (!met.Add(number))
                {
                    throw new CheckpointException($"{_optimizer}: {place} is {number}, which is there twice");
                }

                if (_states.TryGetValue(number, out object? entry))
                {
                    var entries = entry as ValueDict ?? throw Wrong($"state[{number}]", "a dict", entry);
                    result.Add((groups[i].Parameters[j], ReadState($"state[{number}]", groups[i].Parameters[j], entries)));
                }
            }
        }

        return result;
    }

    /// <summary>A group without parameters that has a group's options, and the saved ones where there are any.</summary>
    /// <exception cref="CheckpointException">A saved option is of another kind than the optimiser's.</exception>
    public ParameterGroup ReadOptions(ParameterGroup group, int index)
    {
        var result = new ParameterGroup([]);
        foreach (string name in group.Options)
        {
            result[name] = group[name];
        }

        foreach (var (key, value) in _groups[index])
        {
            if (key is string name && name != Numbers)
            {
                // before any scheduler, a group does not know where its rate began
                object? now = group.Options.Contains(name) ? group[name] : name == "initial_lr" ? group.LearningRate : null;
                result[name] = Option($"{Groups}[{index}]['{name}']", now, value);
            }
        }

        return result;
    }

    private OptimizerState ReadState(string place, Tensor parameter, ValueDict entries)
    {
        var state = new OptimizerState();
        foreach (var (key, value) in entries)
        {
            string name = key as string ?? throw Wrong($"a key of {place}", "a str", key);
            state.Set(name, ReadTensor($"{place}['{name}']", name, parameter, value));
        }

        return state;
    }

    private Tensor? ReadTensor(string place, string name, Tensor parameter, object? value)
    {
        // older PyTorch counts steps with a number
        var tensor = value switch
        {
            null => null,
            Tensor kept when name == Step => kept.To(DType.Float32).Clone(),
            Tensor kept => kept.To(parameter.DType).Clone().Contiguous(),
            long count => Tensor.FromScalar((double)count).To(DType.Float32),
            double count => Tensor.FromScalar(count).To(DType.Float32),
            _ => throw Wrong(place, "a Tensor or a number", value),
        };
        var wanted = name == Step ? [] : parameter.Shape;
        return tensor is null || tensor.Dim == 0 || tensor.Shape == wanted ? tensor : throw new ArgumentException(
            $"{_optimizer}: {place} must have its parameter's shape {wanted}, but the saved one has {tensor.Shape}.");
    }

    // in the form in which the group keeps it; what the optimiser does not know is kept as it is
    private object? Option(string place, object? now, object? saved) => (now, saved) switch
    {
        (double, double or long) => Number(saved),
        (double, Tensor { Numel: 1 } rate) => rate.Item(),
        (double, _) => throw Wrong(place, "a float", saved),
        (bool, bool) => saved,
        (bool, _) => throw Wrong(place, "a bool", saved),
        ((double, double), IReadOnlyList<object?> { Count: 2 } pair) when pair.All(part => part is double or long) =>
            (Number(pair[0]), Number(pair[1])),
        ((double, double), _) => throw Wrong(place, "a pair of floats", saved),
        _ => saved,
    };

    private static double Number(object? value) => value is long whole ? whole : (double)value!;

    private CheckpointException Wrong(string place, string expected, object? value) =>
        new($"{_optimizer}: {place} should be {expected}, but it is {PythonValue.NameOf(value)}");
}
