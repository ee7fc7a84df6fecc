namespace Flambeau.Optim;

/// <summary>Multiplies the learning rates by gamma at every step (<c>torch.optim.lr_scheduler.ExponentialLR</c>).</summary>
/// <param name="optimizer">Whose learning rates are changed.</param>
/// <param name="gamma">The factor.</param>
public sealed class ExponentialLR(Optimizer optimizer, double gamma) : LRScheduler(optimizer, (Gamma, gamma))
{
    private const string Gamma = "gamma";

    private protected override double NextRate(double rate, double baseRate) => rate * Get<double>(Gamma);
}
