namespace Flambeau.Optim;

/// <summary>What an optimiser remembers of one parameter, under PyTorch's names.</summary>
internal sealed class OptimizerState
{
    private readonly OrderedDictionary<string, Tensor?> _tensors = new(StringComparer.Ordinal);

    /// <summary>The tensors by name, such as <c>exp_avg</c>.</summary>
    public IReadOnlyDictionary<string, Tensor?> Tensors => _tensors;

    /// <summary>True before the first step.</summary>
    public bool IsNew => _tensors.Count == 0;

    /// <summary>Whether a tensor of this name is kept.</summary>
    public bool Has(string name) => _tensors.TryGetValue(name, out var tensor) && tensor is not null;

    /// <summary>Keeps a tensor.</summary>
    public void Set(string name, Tensor? tensor) => _tensors[name] = tensor;

    /// <summary>The tensor of a name, made of zeros like the parameter when there is none yet.</summary>
    public Tensor Zeros(string name, Tensor parameter)
    {
        if (!_tensors.TryGetValue(name, out var tensor) || tensor is null)
        {
            _tensors[name] = tensor = Tensor.Zeros(parameter.Shape, parameter.DType);
        }

        return tensor;
    }

    /// <summary>Counts a step and gives its number, from 1 on; kept as PyTorch does, in a float32 tensor called <c>step</c>.</summary>
    public long CountStep()
    {
        if (!_tensors.TryGetValue("step", out var step) || step is null)
        {
            _tensors["step"] = step = Tensor.Zeros([], DType.Float32);
        }

        step.AddInPlace(1);
        return (long)step.Item();
    }
}
