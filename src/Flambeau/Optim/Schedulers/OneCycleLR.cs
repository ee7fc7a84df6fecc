namespace Flambeau.Optim;

/// <summary>
/// Raises the learning rates to a peak and lowers them far below where they began, in one cycle over the whole training, while the
/// momentum does the opposite (<c>torch.optim.lr_scheduler.OneCycleLR</c>; Smith and Topin 2018). Step it after every batch.
/// </summary>
public sealed class OneCycleLR : LRScheduler
{
    private const string TotalSteps = "total_steps";
    private const string Betas = "betas";
    private const string Momentum = "momentum";

    private readonly double _divFactor;
    private readonly double _finalDivFactor;
    private readonly double _pctStart;
    private readonly bool _threePhase;
    private readonly bool _cosine;
    private readonly (double Low, double High)? _momenta;

    /// <summary>The schedule of an optimiser; its rates change at once.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="maxLr">The highest rates: one for all, or one per parameter group.</param>
    /// <param name="totalSteps">The number of steps of the cycle.</param>
    /// <param name="pctStart">The share of the cycle in which the rates rise.</param>
    /// <param name="annealStrategy">How they go from one value to another.</param>
    /// <param name="cycleMomentum">Whether momentum, or Adam's first beta, is cycled too.</param>
    /// <param name="baseMomentum">The momentum at the highest rate.</param>
    /// <param name="maxMomentum">The momentum at the ends.</param>
    /// <param name="divFactor">The highest rate is so many times the first one.</param>
    /// <param name="finalDivFactor">The first rate is so many times the last one.</param>
    /// <param name="threePhase">Go back to the first rate as fast as up, and then down to the last one.</param>
    /// <exception cref="ArgumentException">There are not as many rates as groups, or the optimiser has no momentum to cycle.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is not positive, or the share is not between 0 and 1.</exception>
    public OneCycleLR(
        Optimizer optimizer,
        IReadOnlyList<double> maxLr,
        int totalSteps,
        double pctStart = 0.3,
        AnnealStrategy annealStrategy = AnnealStrategy.Cos,
        bool cycleMomentum = true,
        double baseMomentum = 0.85,
        double maxMomentum = 0.95,
        double divFactor = 25,
        double finalDivFactor = 1e4,
        bool threePhase = false)
        : base(Prepared(optimizer, maxLr, divFactor), (TotalSteps, (long)totalSteps))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(totalSteps, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(pctStart);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pctStart, 1);
        if (cycleMomentum && !optimizer.ParameterGroups[0].Options.Any(option => option is Betas or Momentum))
        {
            throw new ArgumentException("OneCycleLR: cycleMomentum needs an optimiser with momentum or betas.", nameof(optimizer));
        }

        (_divFactor, _finalDivFactor, _pctStart, _threePhase) = (divFactor, finalDivFactor, pctStart, threePhase);
        _cosine = annealStrategy == AnnealStrategy.Cos;
        _momenta = cycleMomentum ? (baseMomentum, maxMomentum) : null;
        ApplyRates();
        ApplyMomentum();
    }

    /// <summary>Sets the learning rates and momenta of the next step.</summary>
    /// <exception cref="InvalidOperationException">The cycle is over.</exception>
    public override void Step()
    {
        if (LastEpoch >= Get<long>(TotalSteps))
        {
            throw new InvalidOperationException($"OneCycleLR: the cycle has {Get<long>(TotalSteps)} steps, and this would be one more.");
        }

        base.Step();
        ApplyMomentum();
    }

    internal override void Restart()
    {
        base.Restart();
        ApplyMomentum();
    }

    private protected override double NextRate(double rate, double baseRate)
    {
        var (highest, last) = (baseRate * _divFactor, baseRate / _finalDivFactor);
        return Now(baseRate, highest, _threePhase ? baseRate : last, last);
    }

    private protected override void CheckSettings(SchedulerSettings settings) => settings.AtLeast(TotalSteps, 1);

    // the base class takes the groups' first rates from where PyTorch, too, leaves them
    private static Optimizer Prepared(Optimizer optimizer, IReadOnlyList<double> maxLr, double divFactor)
    {
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentNullException.ThrowIfNull(maxLr);
        int groups = optimizer.ParameterGroups.Count;
        if (maxLr.Count != 1 && maxLr.Count != groups)
        {
            throw new ArgumentException($"OneCycleLR: maxLr must hold one rate, or one for each of the {groups} parameter groups, but holds {maxLr.Count}.", nameof(maxLr));
        }

        for (int i = 0; i < groups; i++)
        {
            var group = optimizer.ParameterGroups[i];
            group.LearningRate = group.InitialLearningRate = maxLr[maxLr.Count == 1 ? 0 : i] / divFactor;
        }

        return optimizer;
    }

    private void ApplyMomentum()
    {
        if (_momenta is not { } momenta)
        {
            return;
        }

        double momentum = Now(momenta.High, momenta.Low, momenta.High, momenta.High);
        foreach (var group in Optimizer.ParameterGroups)
        {
            if (group.Options.Contains(Betas))
            {
                group[Betas] = (momentum, group.Get<(double First, double Second)>(Betas).Second);
            }
            else
            {
                group.Momentum = momentum;
            }
        }
    }

    // the value at this step of a cycle that goes from one value to the next; the last is that of a third phase only
    private double Now(double first, double second, double third, double last)
    {
        long total = Get<long>(TotalSteps);
        double up = (_pctStart * total) - 1;
        double down = _threePhase ? (2 * _pctStart * total) - 2 : total - 1;
        return LastEpoch <= up ? Anneal(first, second, up > 0 ? LastEpoch / up : 1)
            : LastEpoch <= down || !_threePhase ? Anneal(second, third, (LastEpoch - up) / (down - up))
            : Anneal(third, last, (LastEpoch - down) / (total - 1 - down));
    }

    private double Anneal(double from, double to, double share) =>
        _cosine ? to + ((from - to) / 2 * (1 + Math.Cos(Math.PI * share))) : ((to - from) * share) + from;
}
