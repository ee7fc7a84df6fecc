using Flambeau.Kernels;

namespace Flambeau.Optim;

/// <summary>
/// Stochastic gradient descent (<c>torch.optim.SGD</c>; Sutskever et al. 2013 for the momentum): with g the gradient plus
/// weightDecay p, v = momentum v + (1 - dampening) g (at first g), p = p - lr v, or with Nesterov p = p - lr (g + momentum v).
/// </summary>
public sealed class SGD : Optimizer
{
    private const string Velocity = "momentum_buffer";

    /// <summary>An optimiser of parameters with the same options.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">The share of the last step that is kept.</param>
    /// <param name="dampening">The share of the gradient that does not join the momentum.</param>
    /// <param name="weightDecay">The factor of the penalty p^2 / 2.</param>
    /// <param name="nesterov">Look ahead along the momentum; needs momentum and no dampening.</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or the options do not go together.</exception>
    public SGD(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
        : this([new ParameterGroup(parameters)], lr, momentum, dampening, weightDecay, nesterov, maximize)
    {
    }

    /// <summary>An optimiser of groups of parameters; options that a group sets take the place of these.</summary>
    /// <param name="groups">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="momentum">The share of the last step that is kept.</param>
    /// <param name="dampening">The share of the gradient that does not join the momentum.</param>
    /// <param name="weightDecay">The factor of the penalty p^2 / 2.</param>
    /// <param name="nesterov">Look ahead along the momentum; needs momentum and no dampening.</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or the options do not go together.</exception>
    public SGD(
        IEnumerable<ParameterGroup> groups,
        double lr = 1e-3,
        double momentum = 0,
        double dampening = 0,
        double weightDecay = 0,
        bool nesterov = false,
        bool maximize = false)
        : base(
            groups,
            [("lr", lr), ("momentum", momentum), ("dampening", dampening), ("weight_decay", weightDecay), ("nesterov", nesterov), ("maximize", maximize)])
    {
    }

    private protected override void CheckOptions(ParameterGroup group)
    {
        base.CheckOptions(group);
        AtLeastZero(group, "momentum");
        if (group.Get<bool>("nesterov") && (group.Momentum == 0 || group.Get<double>("dampening") != 0))
        {
            throw new ArgumentException("SGD: Nesterov momentum needs a momentum and no dampening.");
        }
    }

    private protected override void Update<T>(Tensor parameter, Tensor gradient, ParameterGroup group, OptimizerState state)
    {
        bool hasMomentum = group.Momentum != 0;
        var step = new SgdStep(
            group.LearningRate,
            group.Momentum,
            group.Get<double>("dampening"),
            group.WeightDecay,
            group.Get<bool>("nesterov"),
            group.Get<bool>("maximize"),
            first: !state.Has(Velocity));
        Span<T> velocity = hasMomentum ? state.Zeros(Velocity, parameter).Span<T>() : default;
        OptimizerLoop.Run(step, parameter.Span<T>(), gradient.Span<T>(), velocity);
    }
}
