namespace Flambeau.Optim;

/// <summary>
/// Adam (<c>torch.optim.Adam</c>; Kingma and Ba 2015): with g the gradient plus weightDecay p, m = beta1 m + (1 - beta1) g,
/// s = beta2 s + (1 - beta2) g^2, p = p - lr (m / (1 - beta1^t)) / (sqrt(s / (1 - beta2^t)) + eps).
/// </summary>
public sealed class Adam : AdamBase
{
    /// <summary>An optimiser of parameters with the same options.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">How much of the running means of the gradient and its square is kept; (0.9, 0.999) when omitted.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="weightDecay">The factor of the penalty p^2 / 2, part of the gradient.</param>
    /// <param name="amsgrad">Divide by the largest mean square so far (Reddi et al. 2018).</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public Adam(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : this([new ParameterGroup(parameters)], lr, betas, eps, weightDecay, amsgrad, maximize)
    {
    }

    /// <summary>An optimiser of groups of parameters; options that a group sets take the place of these.</summary>
    /// <param name="groups">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">How much of the running means of the gradient and its square is kept; (0.9, 0.999) when omitted.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="weightDecay">The factor of the penalty p^2 / 2, part of the gradient.</param>
    /// <param name="amsgrad">Divide by the largest mean square so far (Reddi et al. 2018).</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public Adam(
        IEnumerable<ParameterGroup> groups,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 0,
        bool amsgrad = false,
        bool maximize = false)
        : base(groups, lr, betas ?? (0.9, 0.999), eps, weightDecay, amsgrad, maximize, decoupled: false)
    {
    }
}
