using System.Numerics;

namespace Flambeau.Optim;

/// <summary>
/// Changes parameters by their gradients (<c>torch.optim.Optimizer</c>). A typical step is <see cref="ZeroGrad"/>, a
/// forward and backward pass, <see cref="Step()"/>.
/// </summary>
public abstract partial class Optimizer
{
    private readonly List<ParameterGroup> _groups = [];
    private readonly Dictionary<Tensor, OptimizerState> _state = new(ReferenceEqualityComparer.Instance);
    private readonly List<KeyValuePair<string, object?>> _defaults;

    private protected Optimizer(IEnumerable<ParameterGroup> groups, params IEnumerable<(string Option, object? Value)> defaults)
    {
        ArgumentNullException.ThrowIfNull(groups);
        _defaults = [.. defaults.Select(entry => KeyValuePair.Create(entry.Option, entry.Value))];
        foreach (var group in groups)
        {
            AddParameterGroup(group);
        }

        if (_groups.Count == 0 || _groups.TrueForAll(group => group.Parameters.Count == 0))
        {
            throw new ArgumentException($"{GetType().Name}: there are no parameters to optimise.", nameof(groups));
        }
    }

    /// <summary>The parameters with their options.</summary>
    public IReadOnlyList<ParameterGroup> ParameterGroups => _groups;

    /// <summary>Adds parameters, for instance of layers that are no longer frozen (<c>add_param_group</c>).</summary>
    /// <exception cref="ArgumentException">A parameter is in a group already, or an option is unknown or out of range.</exception>
    public void AddParameterGroup(ParameterGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var known = _groups.SelectMany(other => other.Parameters).ToHashSet(ReferenceEqualityComparer.Instance);
        if (group.Parameters.FirstOrDefault(parameter => !known.Add(parameter)) is { } twice)
        {
            throw new ArgumentException($"{GetType().Name}: a parameter of shape {twice.Shape} appears in more than one place of the parameter groups.", nameof(group));
        }

        group.Complete(GetType().Name, _defaults);
        CheckOptions(group);
        _groups.Add(group);
    }

    /// <summary>Forgets the gradients of all parameters (<c>zero_grad</c>).</summary>
    /// <param name="setToNone">Drop them (the default) instead of filling them with zeros.</param>
    public void ZeroGrad(bool setToNone = true)
    {
        foreach (var parameter in _groups.SelectMany(group => group.Parameters))
        {
            if (setToNone)
            {
                parameter.Grad = null;
            }
            else
            {
                parameter.Grad?.ZeroInPlace();
            }
        }
    }

    /// <summary>Changes every parameter that has a gradient.</summary>
    public void Step()
    {
        using var scope = GradMode.NoGrad();
        foreach (var group in _groups)
        {
            foreach (var parameter in group.Parameters)
            {
                if (parameter.Grad is { } gradient)
                {
                    Step(parameter, gradient, group);
                }
            }
        }
    }

    /// <summary>Computes the loss and its gradients by <paramref name="closure"/>, then changes the parameters; gives the loss.</summary>
    public Tensor Step(Func<Tensor> closure)
    {
        ArgumentNullException.ThrowIfNull(closure);
        Tensor loss;
        using (GradMode.EnableGrad())
        {
            loss = closure();
        }

        Step();
        return loss;
    }

    /// <summary>Changes one parameter in place; both tensors are contiguous.</summary>
    private protected abstract void Update<T>(Tensor parameter, Tensor gradient, ParameterGroup group, OptimizerState state)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>Sets what is remembered of a parameter before its first step, where PyTorch saves that.</summary>
    private protected virtual void Begin(Tensor parameter, OptimizerState state)
    {
    }

    /// <summary>Throws when an option is out of range.</summary>
    private protected virtual void CheckOptions(ParameterGroup group)
    {
        AtLeastZero(group, "lr");
        AtLeastZero(group, "weight_decay");
    }

    private protected void AtLeastZero(ParameterGroup group, string option)
    {
        if (group.Get<double>(option) is not >= 0)
        {
            throw new ArgumentOutOfRangeException(option, group[option], $"{GetType().Name}: {option} must not be negative.");
        }
    }

    private protected void BetweenZeroAndOne(string option, double value)
    {
        if (value is not (>= 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(option, value, $"{GetType().Name}: {option} must be at least 0 and below 1.");
        }
    }

    private void Step(Tensor parameter, Tensor gradient, ParameterGroup group)
    {
        if (!_state.TryGetValue(parameter, out var state))
        {
            _state.Add(parameter, state = new OptimizerState());
        }

        // kernels walk along memory; a parameter in another order is changed in a copy
        var target = parameter.Contiguous();
        Check.SameDType(GetType().Name, parameter, gradient, "the parameter", "its gradient");
        if (target.DType == DType.Float64)
        {
            Update<double>(target, gradient.Contiguous(), group, state);
        }
        else
        {
            Update<float>(target, gradient.Contiguous(), group, state);
        }

        if (!ReferenceEquals(target, parameter))
        {
            parameter.CopyFrom(target);
        }

        parameter.MarkWritten();
    }
}
