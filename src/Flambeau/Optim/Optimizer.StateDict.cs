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
                OptimizerState remembered = _state.GetValueOrDefault(parameter) ?? new OptimizerState();
                if (remembered.IsNew)
                {
                    Begin(parameter, remembered);
                }

                if (!remembered.IsNew)
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
    /// <exception cref="ArgumentException">
    /// The groups do not have the same sizes, a tensor does not have its parameter's shape, or an option is out of range.
    /// </exception>
    /// <exception cref="CheckpointException">An entry is missing or of the wrong kind.</exception>
    public void LoadStateDict(ValueDict stateDict) => PrepareLoad(stateDict)();

    /// <summary>Checks a state dict; what it gives takes the state over and cannot fail.</summary>
    internal Action PrepareLoad(ValueDict stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        var saved = new SavedOptimizer(GetType().Name, stateDict);
        saved.CheckSizes(_groups);
        var states = saved.ReadStates(_groups);
        var options = _groups.ConvertAll(group => saved.ReadOptions(group, _groups.IndexOf(group)));
        options.ForEach(CheckOptions);
        return () =>
        {
            for (int i = 0; i < _groups.Count; i++)
            {
                foreach (string name in options[i].Options)
                {
                    _groups[i][name] = options[i][name];
                }
            }

            _state.Clear();
            foreach (var (parameter, state) in states)
            {
                _state.Add(parameter, state);
            }
        };
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
}
