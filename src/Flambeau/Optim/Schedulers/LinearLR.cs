namespace Flambeau.Optim;

/// <summary>
/// Multiplies the learning rates by a factor that goes in equal steps from startFactor to endFactor
/// (<c>torch.optim.lr_scheduler.LinearLR</c>), by PyTorch's chained formula.
/// </summary>
public sealed class LinearLR : LRScheduler
{
    private readonly double _startFactor;
    private readonly double _endFactor;
    private readonly int _totalIters;

    /// <summary>The schedule of an optimiser; its rates change at once.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="startFactor">The first factor, above 0 and at most 1.</param>
    /// <param name="endFactor">The last factor, from 0 to 1.</param>
    /// <param name="totalIters">The number of steps from the first to the last factor.</param>
    /// <exception cref="ArgumentOutOfRangeException">A factor is out of range.</exception>
    public LinearLR(Optimizer optimizer, double startFactor = 1.0 / 3, double endFactor = 1, int totalIters = 5)
        : base(optimizer)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(startFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(startFactor, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(endFactor);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(endFactor, 1);
        _startFactor = startFactor;
        _endFactor = endFactor;
        _totalIters = totalIters;
        ApplyRates();
    }

    private protected override double NextRate(double rate, double baseRate)
    {
        if (LastEpoch == 0)
        {
            return rate * _startFactor;
        }

        double change = _endFactor - _startFactor;
        return LastEpoch > _totalIters
            ? rate
            : rate * (1 + (change / ((_totalIters * _startFactor) + ((LastEpoch - 1) * change))));
    }
}
