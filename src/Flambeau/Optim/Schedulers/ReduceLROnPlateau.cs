using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <summary>
/// Multiplies the learning rates by a factor when a measure has not become better for some time
/// (<c>torch.optim.lr_scheduler.ReduceLROnPlateau</c>).
/// </summary>
public sealed class ReduceLROnPlateau : LRScheduler
{
    private const string Factor = "factor";
    private const string Patience = "patience";
    private const string Threshold = "threshold";
    private const string Cooldown = "cooldown";
    private const string Eps = "eps";
    private const string MinLrs = "min_lrs";

    private PlateauMode _mode;
    private ThresholdMode _thresholdMode;
    private double[] _minLrs;
    private double _best;
    private long _badEpochs;
    private long _cooldownCounter;

    /// <summary>The schedule of an optimiser.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="mode">Whether less or more is better.</param>
    /// <param name="factor">What the rates are multiplied by, below 1.</param>
    /// <param name="patience">How many steps without improvement are borne.</param>
    /// <param name="threshold">How much better a value must be to count.</param>
    /// <param name="thresholdMode">Whether that is a share or a difference.</param>
    /// <param name="cooldown">How many steps after a reduction do not count.</param>
    /// <param name="minLr">The lowest rate.</param>
    /// <param name="eps">Smaller changes of a rate are left out.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is not below 1.</exception>
    public ReduceLROnPlateau(
        Optimizer optimizer,
        PlateauMode mode = PlateauMode.Min,
        double factor = 0.1,
        int patience = 10,
        double threshold = 1e-4,
        ThresholdMode thresholdMode = ThresholdMode.Rel,
        int cooldown = 0,
        double minLr = 0,
        double eps = 1e-8)
        : base(optimizer, (Factor, factor), (Patience, (long)patience), (Threshold, threshold), (Cooldown, (long)cooldown), (Eps, eps))
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(factor, 1);
        (_mode, _thresholdMode) = (mode, thresholdMode);
        _minLrs = [.. BaseLearningRates.Select(_ => minLr)];
        _best = mode == PlateauMode.Min ? double.PositiveInfinity : double.NegativeInfinity;
    }

    /// <summary>Not for this schedule: it needs to know the measure.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override void Step() => throw new InvalidOperationException("ReduceLROnPlateau: the measure is needed; call Step(metric).");

    /// <summary>Notes the measure after an epoch, and lowers the learning rates when it has been no better for too long.</summary>
    /// <param name="metric">The measure, such as the validation loss.</param>
    public void Step(double metric)
    {
        LastEpoch++;
        bool better = IsBetter(metric);
        (_best, _badEpochs) = better ? (metric, 0) : (_best, _badEpochs + 1);
        if (_cooldownCounter > 0)
        {
            _cooldownCounter--;
            _badEpochs = 0;
        }

        if (_badEpochs > Get<long>(Patience))
        {
            Reduce();
            _cooldownCounter = Get<long>(Cooldown);
            _badEpochs = 0;
        }
    }

    /// <inheritdoc/>
    public override ValueDict StateDict()
    {
        var state = base.StateDict();
        state["mode"] = _mode.ToString().ToLowerInvariant();
        state["threshold_mode"] = _thresholdMode.ToString().ToLowerInvariant();
        state[MinLrs] = _minLrs.Select(rate => (object?)rate).ToList();
        state["best"] = _best;
        state["num_bad_epochs"] = _badEpochs;
        state["cooldown_counter"] = _cooldownCounter;
        return state;
    }

    internal override Action PrepareLoad(ValueDict stateDict)
    {
        ArgumentNullException.ThrowIfNull(stateDict);
        var takeSettings = PrepareSettings(stateDict);
        var mode = Choice(stateDict, "mode", _mode);
        var thresholdMode = Choice(stateDict, "threshold_mode", _thresholdMode);
        double[] minLrs = stateDict.ContainsKey(MinLrs) ? Rates(stateDict, MinLrs) : _minLrs;
        double best = stateDict.GetDouble("best");
        var (bad, cooldown) = (stateDict.GetInt64("num_bad_epochs"), stateDict.GetInt64("cooldown_counter"));
        return () =>
        {
            takeSettings();
            (_mode, _thresholdMode, _minLrs) = (mode, thresholdMode, minLrs);
            (_best, _badEpochs, _cooldownCounter) = (best, bad, cooldown);
        };
    }

    private protected override double NextRate(double rate, double baseRate) => rate;

    private void Reduce()
    {
        foreach (var (group, least) in Optimizer.ParameterGroups.Zip(_minLrs))
        {
            double lower = Math.Max(group.LearningRate * Get<double>(Factor), least);
            group.LearningRate = group.LearningRate - lower > Get<double>(Eps) ? lower : group.LearningRate;
        }
    }

    // PyTorch's word for a choice, or what was chosen here where the state says nothing
    private static TChoice Choice<TChoice>(ValueDict state, string name, TChoice current)
        where TChoice : struct, Enum
    {
        if (!state.ContainsKey(name))
        {
            return current;
        }

        string word = state.GetString(name);
        return Enum.GetValues<TChoice>().Where(choice => choice.ToString().Equals(word, StringComparison.OrdinalIgnoreCase)).Cast<TChoice?>().FirstOrDefault()
            ?? throw new CheckpointException($"ReduceLROnPlateau: '{name}' should be one of {string.Join(", ", Enum.GetNames<TChoice>())}, but is '{word}'");
    }

    private bool IsBetter(double metric)
    {
        double threshold = Get<double>(Threshold);
        return (_mode, _thresholdMode) switch
        {
            (PlateauMode.Min, ThresholdMode.Rel) => metric < _best * (1 - threshold),
            (PlateauMode.Min, _) => metric < _best - threshold,
            (_, ThresholdMode.Rel) => metric > _best * (threshold + 1),
            _ => metric > _best + threshold,
        };
    }
}
