namespace Flambeau.Optim;

/// <summary>Multiplies the learning rates by gamma at given steps (<c>torch.optim.lr_scheduler.MultiStepLR</c>).</summary>
public sealed class MultiStepLR : LRScheduler
{
    private readonly int[] _milestones;
    private readonly double _gamma;

    /// <summary>The schedule of an optimiser.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="milestones">The steps; one that is given twice counts twice.</param>
    /// <param name="gamma">The factor.</param>
    public MultiStepLR(Optimizer optimizer, IEnumerable<int> milestones, double gamma = 0.1)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        _milestones = [.. milestones];
        _gamma = gamma;
    }

    private protected override double NextRate(double rate, double baseRate) =>
        rate * Math.Pow(_gamma, _milestones.Count(milestone => milestone == LastEpoch));
}
