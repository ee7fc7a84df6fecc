namespace Flambeau.Optim;

/// <summary>
/// Multiplies the learning rates by a factor that goes in equal steps from startFactor to endFactor
/// (<c>torch.optim.lr_scheduler.LinearLR</c>), by PyTorch's chained formula.
/// </summary>
public sealed class LinearLR : LRScheduler
{
    private const string StartFactor = "start_factor";
    private const string EndFactor = "end_factor";
    private const string TotalIters = "total_iters";

    /// <summary>The schedule of an optimiser; its rates change at once.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="startFactor">The first factor, above 0 and at most 1.</param>
    /// <param name="endFactor">The last factor, from 0 to 1.</param>
    /// <param name="totalIters">The number of steps from the first to the last factor.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is out of range.</exception>
    public LinearLR(Optimizer optimizer, double startFactor = 1.0 / 3, double endFactor = 1, int totalIters = 5)
        : base(optimizer, (StartFactor, startFactor), (EndFactor, endFactor), (TotalIters, (long)totalIters))
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(startFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startFactor, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(endFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endFactor, 1);
        ApplyRates();
    }

    private protected override double NextRate(double rate, double baseRate)
    {
        double start = Get<double>(StartFactor);
        if (LastEpoch == 0)
        {
            return rate * start;
        }

        double change = Get<double>(EndFactor) - start;
        long totalIters = Get<long>(TotalIters);
        return LastEpoch > totalIters ? rate : rate * (1 + (change / ((totalIters * start) + ((LastEpoch - 1) * change))));
    }
}
