using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <summary>
/// One schedule after the other, each from its own beginning (<c>torch.optim.lr_scheduler.SequentialLR</c>): a warm-up before a
/// decay, for instance.
/// </summary>
public sealed class SequentialLR : LRScheduler
{
    private const string Schedulers = "_schedulers";
    private const string Milestones = "_milestones";

    private readonly LRScheduler[] _schedulers;
    private long[] _milestones;

    /// <summary>The sequence of schedules; the first begins anew at once.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="schedulers">The schedules of this optimiser.</param>
    /// <param name="milestones">The steps at which the second, the third and so on begins.</param>
    /// <exception cref="ArgumentException">There is not one milestone less than schedules, or a schedule is of another optimiser.</exception>
    public SequentialLR(Optimizer optimizer, IEnumerable<LRScheduler> schedulers, IEnumerable<int> milestones)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(schedulers);
        ArgumentNullException.ThrowIfNull(milestones);
        _schedulers = [.. schedulers];
        _milestones = [.. milestones];
        if (_schedulers.Length != _milestones.Length + 1)
        {
            throw new ArgumentException($"SequentialLR: there must be one milestone less than schedulers, but got {_milestones.Length} and {_schedulers.Length}.", nameof(milestones));
        }

        if (Array.Exists(_schedulers, scheduler => !ReferenceEquals(scheduler.Optimizer, optimizer) || scheduler is ReduceLROnPlateau))
        {
            throw new ArgumentException("SequentialLR: the schedulers must be of the same optimiser, and none may wait for a plateau.", nameof(schedulers));
        }

        _schedulers[0].Restart();
    }

    /// <inheritdoc/>
    public override void Step()
    {
        LastEpoch++;
        int index = _milestones.Count(milestone => milestone <= LastEpoch);
        if (index > 0 && _milestones[index - 1] == LastEpoch)
        {
            _schedulers[index].Restart();
        }
        else
        {
            _schedulers[index].Step();
        }
    }

    /// <inheritdoc/>
    public override ValueDict StateDict()
    {
        var state = base.StateDict();
        state[Milestones] = _milestones.Select(milestone => (object?)milestone).ToList();
        state[Schedulers] = _schedulers.Select(scheduler => (object?)scheduler.StateDict()).ToList();
        return state;
    }

    internal override Action PrepareLoad(ValueDict stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        var milestones = stateDict.GetList(Milestones);
        var states = stateDict.GetList(Schedulers);
        if (states.Count != _schedulers.Length || milestones.Count != _milestones.Length
            || !milestones.All(milestone => milestone is long) || !states.All(state => state is ValueDict))
        {
            throw new CheckpointException($"SequentialLR: '{Schedulers}' and '{Milestones}' should hold the states of {_schedulers.Length} schedulers and the steps between them, but do not");
        }

        var take = PrepareSettings(stateDict);
        foreach (var (scheduler, state) in _schedulers.Zip(states))
        {
            take += scheduler.PrepareLoad((ValueDict)state!);
        }

        take += () => _milestones = [.. milestones.Cast<long>()];
        return take;
    }

    private protected override double NextRate(double rate, double baseRate) => rate;
}
