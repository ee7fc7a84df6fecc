using Flambeau.Kernels;

namespace Flambeau.Optim;

/// <summary>
/// Adagrad (<c>torch.optim.Adagrad</c>; Duchi, Hazan and Singer 2011): with g the gradient plus weightDecay p, s = s + g^2,
/// p = p - lr / (1 + (t - 1) lrDecay) g / (sqrt(s) + eps).
/// </summary>
public sealed class Adagrad : Optimizer
{
    private const string Sum = "sum";
    private readonly double _initialAccumulatorValue;

    /// <summary>An optimiser of parameters with the same options.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lrDecay">How fast the learning rate falls with the number of steps.</param>
    /// <param name="weightDecay">The factor of the penalty p^2 / 2.</param>
    /// <param name="initialAccumulatorValue">What the sum of squared gradients begins with.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public Adagrad(
        IEnumerable<Tensor> parameters,
        double lr = 1e-2,
        double lrDecay = 0,
        double weightDecay = 0,
        double initialAccumulatorValue = 0,
        double eps = 1e-10,
        bool maximize = false)
        : this([new ParameterGroup(parameters)], lr, lrDecay, weightDecay, initialAccumulatorValue, eps, maximize)
    {
    }

    /// <summary>An optimiser of groups of parameters; options that a group sets take the place of these.</summary>
    /// <param name="groups">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="lrDecay">How fast the learning rate falls with the number of steps.</param>
    /// <param name="weightDecay">The factor of the penalty p^2 / 2.</param>
    /// <param name="initialAccumulatorValue">What the sum of squared gradients begins with.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public Adagrad(
        IEnumerable<ParameterGroup> groups,
        double lr = 1e-2,
        double lrDecay = 0,
        double weightDecay = 0,
        double initialAccumulatorValue = 0,
        double eps = 1e-10,
        bool maximize = false)
        : base(
            groups,
            [("lr", lr), ("lr_decay", lrDecay), ("eps", eps), ("weight_decay", weightDecay), ("initial_accumulator_value", initialAccumulatorValue), ("maximize", maximize)])
    {
        ArgumentOutOfRangeException.ThrowIfNegative(initialAccumulatorValue);
        _initialAccumulatorValue = initialAccumulatorValue;
    }

    private protected override void CheckOptions(ParameterGroup group)
    {
        base.CheckOptions(group);
        AtLeastZero(group, "lr_decay");
        AtLeastZero(group, "eps");
    }

    private protected override void Update<T>(Tensor parameter, Tensor gradient, ParameterGroup group, OptimizerState state)
    {
        if (!state.Has(Sum))
        {
            Begin(parameter, state);
        }

        var step = new AdagradStep(
            state.CountStep(), group.LearningRate, group.Get<double>("lr_decay"), group.Get<double>("eps"), group.WeightDecay, group.Get<bool>("maximize"));
        OptimizerLoop.Run(step, parameter.Span<T>(), gradient.Span<T>(), state.Zeros(Sum, parameter).Span<T>());
    }

    /// <inheritdoc/>
    /// <remarks>PyTorch makes it with the optimiser, and cannot go on from a file without it.</remarks>
    private protected override void Begin(Tensor parameter, OptimizerState state)
    {
        state.Set("step", Tensor.Zeros([], DType.Float32));
        state.Set(Sum, Tensor.Full(parameter.Shape, _initialAccumulatorValue, parameter.DType));
    }
}
