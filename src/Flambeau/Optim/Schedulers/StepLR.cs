namespace Flambeau.Optim;

/// <summary>Multiplies the learning rates by gamma every stepSize steps (<c>torch.optim.lr_scheduler.StepLR</c>).</summary>
public sealed class StepLR : LRScheduler
{
    private const string StepSize = "step_size";
    private const string Gamma = "gamma";

    /// <summary>The schedule of an optimiser.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="stepSize">The number of steps between changes.</param>
    /// <param name="gamma">The factor.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of steps is not positive.</exception>
    public StepLR(Optimizer optimizer, int stepSize, double gamma = 0.1)
        : base(optimizer, (StepSize, (long)stepSize), (Gamma, gamma)) =>
        ArgumentOutOfRangeException.ThrowIfLessThan(stepSize, 1);

    private protected override double NextRate(double rate, double baseRate) =>
        LastEpoch % Get<long>(StepSize) == 0 ? rate * Get<double>(Gamma) : rate;

    private protected override void CheckSettings(SchedulerSettings settings) => settings.AtLeast(StepSize, 1);
}
