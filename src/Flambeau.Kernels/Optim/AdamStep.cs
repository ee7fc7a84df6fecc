using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Adam (Kingma and Ba, 2015) and, with decoupled weight decay, AdamW (Loshchilov and Hutter, 2019), as PyTorch's.
/// State: a, the running mean of the gradient; b, of its square; c, with AMSGrad, the largest b so far.
/// </summary>
/// <param name="step">The number of the step, the first being 1.</param>
/// <param name="learningRate">The learning rate.</param>
/// <param name="beta1">What the mean keeps.</param>
/// <param name="beta2">What the mean of squares keeps.</param>
/// <param name="eps">Added to the denominator.</param>
/// <param name="weightDecay">The factor of the penalty.</param>
/// <param name="decoupled">Whether the penalty shrinks the parameter itself (AdamW).</param>
/// <param name="maximize">Whether to climb instead of descend.</param>
internal readonly unsafe struct AdamStep(
    long step, double learningRate, double beta1, double beta2, double eps, double weightDecay, bool decoupled, bool maximize)
    : IOptimizerStep
{
    private readonly Coefficient _beta1 = new(beta1);
    private readonly Coefficient _beta2 = new(beta2);
    private readonly Coefficient _takeGradient = new(1 - beta1);
    private readonly Coefficient _takeSquare = new(1 - beta2);
    private readonly Coefficient _stepSize = new(learningRate / (1 - Math.Pow(beta1, step)));
    private readonly Coefficient _inverseCorrection = new(1 / Math.Sqrt(1 - Math.Pow(beta2, step)));
    private readonly Coefficient _eps = new(eps);
    private readonly Coefficient _penalty = new(weightDecay);
    private readonly Coefficient _shrink = new(1 - (learningRate * weightDecay));
    private readonly bool _penalizes = weightDecay != 0 && !decoupled;
    private readonly bool _shrinks = weightDecay != 0 && decoupled;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TLanes>(void* p, void* g, void* a, void* b, void* c)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes parameter = TLanes.Load(p), gradient = TLanes.Load(g);
        gradient = maximize ? -gradient : gradient;
        if (_shrinks)
        {
            parameter *= _shrink.Lanes<TLanes>();
        }
        else if (_penalizes)
        {
            gradient += parameter * _penalty.Lanes<TLanes>();
        }

        TLanes mean = (TLanes.Load(a) * _beta1.Lanes<TLanes>()) + (gradient * _takeGradient.Lanes<TLanes>());
        TLanes square = (TLanes.Load(b) * _beta2.Lanes<TLanes>()) + (gradient * gradient * _takeSquare.Lanes<TLanes>());
        mean.Store(a);
        square.Store(b);
        if (c != null)
        {
            square = TLanes.Max(TLanes.Load(c), square);
            square.Store(c);
        }

        TLanes denominator = (TLanes.Sqrt(square) * _inverseCorrection.Lanes<TLanes>()) + _eps.Lanes<TLanes>();
        (parameter - (mean * _stepSize.Lanes<TLanes>() / denominator)).Store(p);
    }
}
