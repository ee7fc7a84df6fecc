namespace Flambeau.NN;

/// <content>Losses of regression.</content>
public static partial class F
{
    /// <summary>(input - target)^2 (<c>F.mse_loss</c>). Input and target: [*]. Output: [] or, without reduction, [*].</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor MseLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        LossCheck.SameShape(nameof(MseLoss), input, target);
        return LossCheck.Reduce((input - target).Square(), reduction);
    }

    /// <summary>|input - target| (<c>F.l1_loss</c>). Input and target: [*]. Output: [] or, without reduction, [*].</summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Tensor L1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean)
    {
        LossCheck.SameShape(nameof(L1Loss), input, target);
        return LossCheck.Reduce((input - target).Abs(), reduction);
    }

    /// <summary>
    /// d^2 / (2 beta) where |d| is below beta, otherwise |d| - beta / 2, with d = input - target (<c>F.smooth_l1_loss</c>;
    /// Girshick 2015). Input and target: [*]. Output: [] or, without reduction, [*].
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Beta is negative.</exception>
    public static Tensor SmoothL1Loss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double beta = 1)
    {
        LossCheck.SameShape(nameof(SmoothL1Loss), input, target);
        ArgumentOutOfRangeException.ThrowIfNegative(beta);
        return beta == 0 ? L1Loss(input, target, reduction) : LossCheck.Reduce(Huber(input, target, beta) / beta, reduction);
    }

    /// <summary>
    /// d^2 / 2 where |d| is below delta, otherwise delta (|d| - delta / 2), with d = input - target (<c>F.huber_loss</c>;
    /// Huber 1964). Input and target: [*]. Output: [] or, without reduction, [*].
    /// </summary>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Delta is not positive.</exception>
    public static Tensor HuberLoss(Tensor input, Tensor target, Reduction reduction = Reduction.Mean, double delta = 1)
    {
        LossCheck.SameShape(nameof(HuberLoss), input, target);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(delta);
        return LossCheck.Reduce(Huber(input, target, delta), reduction);
    }

    // |d| clipped to delta is the part whose square counts: c (|d| - c / 2)
    private static Tensor Huber(Tensor input, Tensor target, double delta)
    {
        var distance = (input - target).Abs();
        var clipped = distance.Clamp(max: delta);
        return clipped * (distance - (clipped * 0.5));
    }
}
