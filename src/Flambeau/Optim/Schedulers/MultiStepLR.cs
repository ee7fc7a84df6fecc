using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <summary>Multiplies the learning rates by gamma at given steps (<c>torch.optim.lr_scheduler.MultiStepLR</c>).</summary>
public sealed class MultiStepLR : LRScheduler
{
    private const string Milestones = "milestones";
    private const string Gamma = "gamma";

    /// <summary>The schedule of an optimiser.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="milestones">The steps; one that is given twice counts twice.</param>
    /// <param name="gamma">The factor.</param>
    public MultiStepLR(Optimizer optimizer, IEnumerable<int> milestones, double gamma = 0.1)
        : base(optimizer, (Milestones, Count(milestones)), (Gamma, gamma))
    {
    }

    private protected override double NextRate(double rate, double baseRate) =>
        Get<ValueDict>(Milestones).TryGetValue(LastEpoch, out object? times) ? rate * Math.Pow(Get<double>(Gamma), (long)times!) : rate;

    private protected override void CheckSettings(SchedulerSettings settings)
    {
        foreach (var (step, times) in settings.Get<ValueDict>(Milestones))
        {
            if (step is not long || times is not long)
            {
                throw new CheckpointException($"MultiStepLR: '{Milestones}' should say how often each step counts, but holds {step}: {times}");
            }
        }
    }

    // each step with the times that it was given: the form of PyTorch's Counter
    private static ValueDict Count(IEnumerable<int> milestones)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        return new ValueDict(milestones.CountBy(step => step).Select(pair => KeyValuePair.Create<object, object?>(pair.Key, pair.Value))) { IsCounter = true };
    }
}
