namespace Flambeau.Optim;

/// <summary>
/// Parameters that are optimised with the same options (an entry of PyTorch's <c>param_groups</c>). Options that are not
/// set are taken from the optimiser; their names are PyTorch's, such as <c>lr</c> and <c>weight_decay</c>.
/// </summary>
public sealed class ParameterGroup
{
    private const string LearningRateKey = "lr";
    private const string InitialLearningRateKey = "initial_lr";
    private const string WeightDecayKey = "weight_decay";
    private const string MomentumKey = "momentum";

    private readonly List<Tensor> _parameters;
    private readonly OrderedDictionary<string, object?> _options = new(StringComparer.Ordinal);

    /// <summary>A group of leaves.</summary>
    /// <exception cref="ArgumentException">A tensor was made by an operation, so that changing it would train nothing.</exception>
    public ParameterGroup(IEnumerable<Tensor> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        _parameters = [.. parameters];
        if (_parameters.Find(parameter => !parameter.IsLeaf) is { } made)
        {
            throw new ArgumentException($"ParameterGroup: only leaves can be optimised, but a tensor of shape {made.Shape} comes from {made.GradFn}.", nameof(parameters));
        }
    }

    /// <summary>The parameters.</summary>
    public IReadOnlyList<Tensor> Parameters => _parameters;

    /// <summary>The learning rate (<c>lr</c>).</summary>
    public double LearningRate
    {
        get => Get<double>(LearningRateKey);
        set => _options[LearningRateKey] = value;
    }

    /// <summary>The factor of the penalty on the parameters' size (<c>weight_decay</c>).</summary>
    public double WeightDecay
    {
        get => Get<double>(WeightDecayKey);
        set => _options[WeightDecayKey] = value;
    }

    /// <summary>The share of the last step that is kept, for optimisers that have it (<c>momentum</c>).</summary>
    public double Momentum
    {
        get => Get<double>(MomentumKey);
        set => _options[MomentumKey] = value;
    }

    /// <summary>The learning rate before any scheduler changed it (<c>initial_lr</c>).</summary>
    internal double InitialLearningRate
    {
        get => _options.TryGetValue(InitialLearningRateKey, out object? value) ? (double)value! : LearningRate;
        set => _options[InitialLearningRateKey] = value;
    }

    /// <summary>An option by PyTorch's name: a double, a bool, a long, or a pair of doubles for <c>betas</c>.</summary>
    /// <exception cref="KeyNotFoundException">Reading: the optimiser has no such option.</exception>
    public object? this[string option]
    {
        get => _options.TryGetValue(option, out object? value) ? value : throw new KeyNotFoundException(
            $"ParameterGroup: there is no option '{option}'; there are {string.Join(", ", _options.Keys)}.");
        set => _options[option] = value;
    }

    /// <summary>The names of the options.</summary>
    public IEnumerable<string> Options => _options.Keys;

    internal T Get<T>(string option) => (T)this[option]!;

    /// <summary>Takes over the options that the group does not set itself; refuses those the optimiser does not know.</summary>
    internal void Complete(string optimizer, IEnumerable<KeyValuePair<string, object?>> defaults)
    {
        var known = defaults.ToList();
        string? unknown = _options.Keys.FirstOrDefault(key => key != InitialLearningRateKey && !known.Exists(entry => entry.Key == key));
        if (unknown is not null)
        {
            throw new ArgumentException($"{optimizer}: there is no option '{unknown}'; there are {string.Join(", ", known.Select(entry => entry.Key))}.");
        }

        foreach (var (key, value) in known)
        {
            _options.TryAdd(key, value);
        }
    }
}
