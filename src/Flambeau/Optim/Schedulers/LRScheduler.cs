using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <summary>Changes the learning rates of an optimiser as training goes on (<c>torch.optim.lr_scheduler.LRScheduler</c>).</summary>
public abstract class LRScheduler
{
    private SchedulerSettings _settings;
    private bool _startsElsewhere;

    private protected LRScheduler(Optimizer optimizer, params IEnumerable<(string Name, object Value)> settings)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
        _settings = new SchedulerSettings(GetType().Name, settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)));
        foreach (var group in optimizer.ParameterGroups)
        {
            group.InitialLearningRate = group.InitialLearningRate;
        }

        BaseLearningRates = [.. optimizer.ParameterGroups.Select(group => group.InitialLearningRate)];
    }

    /// <summary>The optimiser whose learning rates are changed.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The number of steps so far (<c>last_epoch</c>).</summary>
    public long LastEpoch { get; private protected set; }

    /// <summary>The learning rates before any step, one per group (<c>base_lrs</c>).</summary>
    public IReadOnlyList<double> BaseLearningRates { get; private set; }

    /// <summary>The learning rates now, one per group (<c>get_last_lr</c>).</summary>
    public IReadOnlyList<double> GetLastLr() => [.. Optimizer.ParameterGroups.Select(group => group.LearningRate)];

    /// <summary>Sets the learning rates of the next epoch, or the next step if it is called after every step.</summary>
    public virtual void Step()
    {
        LastEpoch++;
        ApplyRates();
    }

    /// <summary>The scheduler's state and settings, in PyTorch's form.</summary>
    public virtual ValueDict StateDict()
    {
        var state = new ValueDict();
        _settings.WriteTo(state);
        state["base_lrs"] = BaseLearningRates.Select(rate => (object?)rate).ToList();
        state["last_epoch"] = LastEpoch;
        state["_step_count"] = LastEpoch + 1;
        state["_last_lr"] = GetLastLr().Select(rate => (object?)rate).ToList();
        return state;
    }

    /// <summary>
    /// Takes over what <see cref="StateDict"/> gave, of this library or of PyTorch, settings that it has included; nothing
    /// changes when it throws. The learning rates themselves are part of the optimiser's state.
    /// </summary>
    /// <exception cref="CheckpointException">An entry is missing, of the wrong kind or out of range.</exception>
    public void LoadStateDict(ValueDict stateDict) => PrepareLoad(stateDict)();

    /// <summary>Checks a state dict; what it gives takes the state over and cannot fail.</summary>
    internal virtual Action PrepareLoad(ValueDict stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        double[] rates = Rates(stateDict, "base_lrs");
        var takeSettings = PrepareSettings(stateDict);
        return () =>
        {
            BaseLearningRates = rates;
            takeSettings();
        };
    }

    /// <summary>Begins anew with the learning rates of the first step, whatever was done to them in the meantime.</summary>
    internal virtual void Restart()
    {
        LastEpoch = 0;
        for (int i = 0; i < Optimizer.ParameterGroups.Count; i++)
        {
            Optimizer.ParameterGroups[i].LearningRate = BaseLearningRates[i];
        }

        if (_startsElsewhere)
        {
            ApplyRates();
        }
    }

    /// <summary>Checks the step and the settings of a state dict; what it gives takes them over and cannot fail.</summary>
    private protected Action PrepareSettings(ValueDict stateDict)
    {
        long lastEpoch = stateDict.GetInt64("last_epoch");
        var settings = _settings.ReadFrom(stateDict);
        CheckSettings(settings);
        return () => (LastEpoch, _settings) = (lastEpoch, settings);
    }

    /// <summary>A saved list of learning rates, one per group.</summary>
    /// <exception cref="CheckpointException">It holds more, fewer, or something else.</exception>
    private protected double[] Rates(ValueDict stateDict, string name)
    {
        double[] rates = [.. stateDict.GetList(name).Select(Rate)];
        return rates.Length == BaseLearningRates.Count ? rates : throw new CheckpointException(
            $"{GetType().Name}: '{name}' should hold a rate for each of the {BaseLearningRates.Count} parameter groups, but holds {rates.Length}");

        double Rate(object? rate) => rate switch
        {
            double value => value,
            long value => value,
            _ => throw new CheckpointException($"{GetType().Name}: '{name}' should hold numbers, but holds {PythonValue.NameOf(rate)}"),
        };
    }

    /// <summary>The learning rate of a group at <see cref="LastEpoch"/>, from the rate it has now and the one it began with.</summary>
    private protected abstract double NextRate(double rate, double baseRate);

    /// <summary>Throws a <see cref="CheckpointException"/> when a saved setting is out of range.</summary>
    private protected virtual void CheckSettings(SchedulerSettings settings)
    {
    }

    /// <summary>A setting by PyTorch's name.</summary>
    private protected T Get<T>(string setting) => _settings.Get<T>(setting);

    /// <summary>Gives every group its learning rate at <see cref="LastEpoch"/>; constructors of schedules that begin with another rate call it.</summary>
    private protected void ApplyRates()
    {
        _startsElsewhere |= LastEpoch == 0;
        for (int i = 0; i < Optimizer.ParameterGroups.Count; i++)
        {
            var group = Optimizer.ParameterGroups[i];
            group.LearningRate = NextRate(group.LearningRate, BaseLearningRates[i]);
        }
    }
}
