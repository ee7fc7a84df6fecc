using Flambeau.Kernels;

namespace Flambeau.Optim;

/// <summary>What Adam and AdamW have in common.</summary>
public abstract class AdamBase : Optimizer
{
    private readonly bool _decoupled;

    private protected AdamBase(
        IEnumerable<ParameterGroup> groups,
        double lr,
        (double Beta1, double Beta2) betas,
        double eps,
        double weightDecay,
        bool amsgrad,
        bool maximize,
        bool decoupled)
        : base(groups, [("lr", lr), ("betas", betas), ("eps", eps), ("weight_decay", weightDecay), ("amsgrad", amsgrad), ("maximize", maximize)]) =>
        _decoupled = decoupled;

    private protected override void CheckOptions(ParameterGroup group)
    {
        base.CheckOptions(group);
        AtLeastZero(group, "eps");
        var (beta1, beta2) = group.Get<(double, double)>("betas");
        BetweenZeroAndOne("betas", beta1);
        BetweenZeroAndOne("betas", beta2);
    }

    private protected override void Update<T>(Tensor parameter, Tensor gradient, ParameterGroup group, OptimizerState state)
    {
        var (beta1, beta2) = group.Get<(double, double)>("betas");
        var step = new AdamStep(
            state.CountStep(), group.LearningRate, beta1, beta2, group.Get<double>("eps"), group.WeightDecay, _decoupled, group.Get<bool>("maximize"));
        var mean = state.Zeros("exp_avg", parameter).Span<T>();
        var square = state.Zeros("exp_avg_sq", parameter).Span<T>();
        Span<T> largest = group.Get<bool>("amsgrad") ? state.Zeros("max_exp_avg_sq", parameter).Span<T>() : default;
        OptimizerLoop.Run(step, parameter.Span<T>(), gradient.Span<T>(), mean, square, largest);
    }
}
