namespace Flambeau.Optim;

/// <summary>
/// Lowers the learning rates along half a cosine from their first value to etaMin in tMax steps, and back
/// (<c>torch.optim.lr_scheduler.CosineAnnealingLR</c>; Loshchilov and Hutter 2017), by PyTorch's chained formula.
/// </summary>
public sealed class CosineAnnealingLR : LRScheduler
{
    private const string TMax = "T_max";
    private const string EtaMin = "eta_min";

    /// <summary>The schedule of an optimiser.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="tMax">The number of steps from the highest to the lowest rate.</param>
    /// <param name="etaMin">The lowest rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is not positive.</exception>
    public CosineAnnealingLR(Optimizer optimizer, int tMax, double etaMin = 0)
        : base(optimizer, (TMax, (long)tMax), (EtaMin, etaMin)) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(tMax, 1);

    private protected override double NextRate(double rate, double baseRate)
    {
        long tMax = Get<long>(TMax);
        double etaMin = Get<double>(EtaMin);

        // after a whole half period the quotient below would be 0 / 0
        if ((LastEpoch - 1 - tMax) % (2 * tMax) == 0)
        {
            return rate + ((baseRate - etaMin) * (1 - Math.Cos(Math.PI / tMax)) / 2);
        }

        return ((1 + Math.Cos(Math.PI * LastEpoch / tMax)) / (1 + Math.Cos(Math.PI * (LastEpoch - 1) / tMax)) * (rate - etaMin)) + etaMin;
    }

    private protected override void CheckSettings(SchedulerSettings settings) => settings.AtLeast(TMax, 1);
}
