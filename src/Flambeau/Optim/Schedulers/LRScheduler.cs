using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <summary>Changes the learning rates of an optimiser as training goes on (<c>torch.optim.lr_scheduler.LRScheduler</c>).</summary>
public abstract class LRScheduler
{
    private protected LRScheduler(Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        Optimizer = optimizer;
        foreach (var group in optimizer.ParameterGroups)
        {
            group.InitialLearningRate = group.InitialLearningRate;
        }

        BaseLearningRates = [.. optimizer.ParameterGroups.Select(group => group.InitialLearningRate)];
    }

    /// <summary>The optimiser whose learning rates are changed.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The number of steps so far (<c>last_epoch</c>).</summary>
    public long LastEpoch { get; private set; }

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

    /// <summary>The scheduler's state, in PyTorch's form.</summary>
    public virtual ValueDict StateDict() => new()
    {
        ["base_lrs"] = BaseLearningRates.Select(rate => (object?)rate).ToList(),
        ["last_epoch"] = LastEpoch,
        ["_step_count"] = LastEpoch + 1,
        ["_last_lr"] = GetLastLr().Select(rate => (object?)rate).ToList(),
    };

    /// <summary>Takes over what <see cref="StateDict"/> gave.</summary>
    /// <exception cref="CheckpointException">An entry is missing or of the wrong kind.</exception>
    public virtual void LoadStateDict(ValueDict stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        double[] rates = [.. stateDict.GetList("base_lrs").Select(rate => Convert.ToDouble(rate, null))];
        LastEpoch = stateDict.GetInt64("last_epoch");
        BaseLearningRates = rates;
    }

    /// <summary>The learning rate of a group at <see cref="LastEpoch"/>, from the rate it has now and the one it began with.</summary>
    private protected abstract double NextRate(double rate, double baseRate);

    /// <summary>Gives every group its learning rate at <see cref="LastEpoch"/>; constructors of schedules that begin with another rate call it.</summary>
    private protected void ApplyRates()
    {
        for (int i = 0; i < Optimizer.ParameterGroups.Count; i++)
        {
            var group = Optimizer.ParameterGroups[i];
            group.LearningRate = NextRate(group.LearningRate, BaseLearningRates[i]);
        }
    }
}
