using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <content>Saving and loading, in PyTorch's form.</content>
public abstract partial class Optimizer
{
    /// <summary>
    /// What the optimiser remembers and its options, in PyTorch's form: <c>state</c> by the parameters' numbers, and
    /// <c>param_groups</c>. The tensors are the optimiser's own.
    /// </summary>
    public ValueDict StateDict()
    {
        var state = new ValueDict();
        var groups = new List<object?>();
        long number = 0;
        foreach (var group in _groups)
        {
            var numbers = new List<object?>();
            foreach (var parameter in group.Parameters)
            {
                if (_state.TryGetValue(parameter, out var remembered) && !remembered.IsNew)
                {
                    var entries = new ValueDict();
                    foreach (var (name, tensor) in remembered.Tensors)
                    {
                        entries.Add(name, tensor);
                    }

                    state.Add(number, entries);
                }

                numbers.Add(number++);
            }

            groups.Add(Describe(group, numbers));
        }

        return new ValueDict { ["state"] = state, ["param_groups"] = groups };
    }

    /// <summary>Takes over what <see cref="StateDict"/> gave, of this library or of PyTorch; nothing changes when it throws.</summary>
    /// <exception cref="ArgumentException">The groups do not have the same sizes, or a tensor does not have its parameter's shape.</exception>
    /// <exception cref="CheckpointException">An entry is missing or of the wrong kind.</exception>
    public void LoadStateDict(ValueDict stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        var saved = stateDict.GetList("param_groups").Cast<ValueDict>().ToList();
        if (saved.Count != _groups.Count || saved.Where((group, i) => group.GetList("params").Count != _groups[i].Parameters.Count).Any())
        {
            throw new ArgumentException(
                $"{GetType().Name}: the saved parameter groups must have the sizes {Sizes(_groups.Select(group => group.Parameters.Count))}, but have {Sizes(saved.Select(group => group.GetList("params").Count))}.",
                nameof(stateDict));
        }

        var states = ReadStates(stateDict.GetDict("state"), saved);
        for (int i = 0; i < saved.Count; i++)
        {
            foreach (var (key, value) in saved[i])
            {
                if (key is string name && name != "params")
                {
                    _groups[i][name] = Option(_groups[i], name, value);
                }
            }
        }

        _state.Clear();
        foreach (var (parameter, state) in states)
        {
            _state.Add(parameter, state);
        }
    }

    private static ValueDict Describe(ParameterGroup group, List<object?> numbers)
    {
        var entry = new ValueDict();
        foreach (string option in group.Options)
        {
            entry.Add(option, group[option] is (double first, double second) ? new object?[] { first, second } : group[option]);
        }

        entry.Add("params", numbers);
        return entry;
    }

    private List<(Tensor Parameter, OptimizerState State)> ReadStates(ValueDict states, List<ValueDict> groups)
    {
        var result = new List<(Tensor, OptimizerState)>();
        for (int i = 0; i < groups.Count; i++)
        {
            var numbers = groups[i].GetList("params");
            for (int j = 0; j < numbers.Count; j++)
            {
                if (numbers[j] is { } number && states.TryGetValue(number, out object? entry) && entry is ValueDict entries)
                {
                    var parameter = _groups[i].Parameters[j];
                    result.Add((parameter, ReadState(parameter, entries)));
                }
            }
        }

        return result;
    }

    private OptimizerState ReadState(Tensor parameter, ValueDict entries)
    {
        var state = new OptimizerState();
        foreach (var (key, value) in entries)
        {
            // older PyTorch counts steps with a number
            var tensor = value switch
            {
                Tensor kept when (string)key == "step" => kept.To(DType.Float32).Clone(),
                Tensor kept => kept.To(parameter.DType).Clone().Contiguous(),
                long count => Tensor.FromScalar((double)count),
                double count => Tensor.FromScalar(count),
                _ => null,
            };
            if (tensor is { Dim: > 0 } && tensor.Shape != parameter.Shape)
            {
                throw new ArgumentException($"{GetType().Name}: '{key}' must have its parameter's shape {parameter.Shape}, but the saved one has {tensor.Shape}.");
            }

            state.Set((string)key, tensor);
        }

        return state;
    }

    // numbers and pairs in the form in which the group keeps them
    private static object? Option(ParameterGroup group, string name, object? value) => value switch
    {
        object?[] { Length: 2 } pair => (Convert.ToDouble(pair[0], null), Convert.ToDouble(pair[1], null)),
        List<object?> { Count: 2 } pair => (Convert.ToDouble(pair[0], null), Convert.ToDouble(pair[1], null)),
        long number when group.Options.Contains(name) && group[name] is double => (double)number,
        _ => value,
    };

    private static string Sizes(IEnumerable<int> sizes) => $"[{string.Join(", ", sizes)}]";
}
