using Flambeau.Serialization;

namespace Flambeau.Optim;

/// <summary>
/// Sets the learning rates to their first values times a function of the step (<c>torch.optim.lr_scheduler.LambdaLR</c>).
/// </summary>
public sealed class LambdaLR : LRScheduler
{
    private readonly Func<long, double> _factor;

    /// <summary>The schedule of an optimiser; its rates change at once.</summary>
    /// <param name="optimizer">Whose learning rates are changed.</param>
    /// <param name="factor">Gives the factor of a step, from 0 on.</param>
    public LambdaLR(Optimizer optimizer, Func<long, double> factor)
        : base(optimizer)
    {
        ArgumentNullException.ThrowIfNull(factor);
        _factor = factor;
        ApplyRates();
    }

    /// <inheritdoc/>
    public override ValueDict StateDict()
    {
        // PyTorch asks for them; what a function computes cannot be saved
        var state = base.StateDict();
        state["lr_lambdas"] = BaseLearningRates.Select(_ => (object?)null).ToList();
        return state;
    }

    private protected override double NextRate(double rate, double baseRate) => baseRate * _factor(LastEpoch);
}
