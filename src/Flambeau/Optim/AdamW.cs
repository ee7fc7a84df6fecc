namespace Flambeau.Optim;

/// <summary>
/// Adam with decoupled weight decay (<c>torch.optim.AdamW</c>; Loshchilov and Hutter 2019): p = p - lr weightDecay p, then as
/// <see cref="Adam"/> with the gradient alone.
/// </summary>
public sealed class AdamW : AdamBase
{
    /// <summary>An optimiser of parameters with the same options.</summary>
    /// <param name="parameters">What is optimised.</param>
    /// <param name="lr">The learning rate.</param>
    /// <param name="betas">How much of the running means of the gradient and its square is kept; (0.9, 0.999) when omitted.</param>
    /// <param name="eps">Added to the denominator.</param>
    /// <param name="weightDecay">The share, times lr, by which parameters shrink at each step.</param>
    /// <param name="amsgrad">Divide by the largest mean square so far (Reddi et al. 2018).</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public AdamW(
        IEnumerable<Tensor> parameters,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 1e-2,
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
    /// <param name="weightDecay">The share, times lr, by which parameters shrink at each step.</param>
    /// <param name="amsgrad">Divide by the largest mean square so far (Reddi et al. 2018).</param>
    /// <param name="maximize">Climb instead of descend.</param>
    /// <exception cref="ArgumentException">There are no parameters, or an option is out of range.</exception>
    public AdamW(
        IEnumerable<ParameterGroup> groups,
        double lr = 1e-3,
        (double Beta1, double Beta2)? betas = null,
        double eps = 1e-8,
        double weightDecay = 1e-2,
        bool amsgrad = false,
        bool maximize = false)
        : base(groups, lr, betas ?? (0.9, 0.999), eps, weightDecay, amsgrad, maximize, decoupled: true)
    {
    }
}
