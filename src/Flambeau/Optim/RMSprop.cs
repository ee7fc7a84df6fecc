using Flambeau.Kernels;

namespace Flambeau.Optim;

/// <summary>
/// RMSprop (<c>torch.optim.RMSprop</c>; Hinton 2012): with g the gradient plus weightDecay p, s = alpha s + (1 - alpha) g^2,
/// centred s - m^2 with m the running mean of g, step = g / (sqrt(s) + eps), with momentum v = momentum v + step, p = p - lr v.
/// </summary>
public sealed class RMSprop : Optimizer
{
    /// <summary>An optimiser of parameters with the same options.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="alpha">How much of the running mean of the squared gradient is kept.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="weightDecay">The factor of the penalty p^2 / 2.</param>
    /// <param name="momentum">The share of the last step that is kept.</param>
    /// <param name="centered">Divide by the standard deviation of the gradient instead of its root mean square.</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public RMSprop(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double alpha = 0.99,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false)
        : this([new ParameterGroup(parameters)], lr, alpha, eps, weightDecay, momentum, centered, maximize)
    {
    }

    /// <summary>An optimiser of groups of parameters; options that a group sets take the place of these.</summary>
    /// <param name="groups">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="alpha">How much of the running mean of the squared gradient is kept.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="weightDecay">The factor of the penalty p^2 / 2.</param>
    /// <param name="momentum">The share of the last step that is kept.</param>
    /// <param name="centered">Divide by the standard deviation of the gradient instead of its root mean square.</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public RMSprop(
        IEnumerable<ParameterGroup> groups,
        double lr = 1e-2,
        double alpha = 0.99,
        double eps = 1e-8,
        double weightDecay = 0,
        double momentum = 0,
        bool centered = false,
        bool maximize = false)
        : base(
            groups,
            [("lr", lr), ("momentum", momentum), ("alpha", alpha), ("eps", eps), ("centered", centered), ("weight_decay", weightDecay), ("maximize", maximize)])
    {
    }

    private protected override void CheckOptions(ParameterGroup group)
    {
        base.CheckOptions(group);
        AtLeastZero(group, "momentum");
        AtLeastZero(group, "alpha");
        AtLeastZero(group, "eps");
    }

    private protected override void Update<T>(Tensor parameter, Tensor gradient, ParameterGroup group, OptimizerState state)
    {
        _ = state.CountStep();
        var step = new RmsPropStep(
            group.LearningRate, group.Get<double>("alpha"), group.Get<double>("eps"), group.WeightDecay, group.Momentum, group.Get<bool>("maximize"));
        var square = state.Zeros("square_avg", parameter).Span<T>();
        Span<T> velocity = group.Momentum != 0 ? state.Zeros("momentum_buffer", parameter).Span<T>() : default;
        Span<T> mean = group.Get<bool>("centered") ? state.Zeros("grad_avg", parameter).Span<T>() : default;
        OptimizerLoop.Run(step, parameter.Span<T>(), gradient.Span<T>(), square, velocity, mean);
    }
}
