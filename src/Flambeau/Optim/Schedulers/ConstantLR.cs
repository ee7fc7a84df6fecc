namespace Flambeau.Optim;

/// <summary>Multiplies the learning rates by a factor for the first steps only (<c>torch.optim.lr_scheduler.ConstantLR</c>).</summary>
public sealed class ConstantLR : LRScheduler
{
    private const string Factor = "factor";
    private const string TotalIters = "total_iters";

    /// <summary>The schedule of an optimiser; its rates change at once.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="factor">The factor, above 0 and at most 1.</param>
    /// <param name="totalIters">The number of steps after which the rates are the full ones.</param>
    /// <exception cref="ArgumentOutOfRangeException">The factor is out of range.</exception>
    public ConstantLR(Optimizer optimizer, double factor = 1.0 / 3, int totalIters = 5)
        : base(optimizer, (Factor, factor), (TotalIters, (long)totalIters))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(factor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(factor, 1);
        ApplyRates();
    }

    private protected override double NextRate(double rate, double baseRate) =>
        LastEpoch == 0 ? rate * Get<double>(Factor) : LastEpoch == Get<long>(TotalIters) ? rate * (1 / Get<double>(Factor)) : rate;
}
