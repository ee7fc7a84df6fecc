using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Stochastic gradient descent, in PyTorch's order: weight decay, then momentum (state a), then Nesterov's look ahead.
/// </summary>
/// <param name="learningRate">The learning rate.</param>
/// <param name="momentum">The factor of the velocity; 0 for none, then there is no state.</param>
/// <param name="dampening">How much less than the whole gradient joins the velocity.</param>
/// <param name="weightDecay">The factor of the squared-norm penalty.</param>
/// <param name="nesterov">Whether to step by the gradient plus the new velocity.</param>
/// <param name="maximize">Whether to climb instead of descend.</param>
/// <param name="first">Whether this is the parameter's first step, at which the velocity becomes the gradient.</param>
internal readonly unsafe struct SgdStep(
    double learningRate, double momentum = 0, double dampening = 0, double weightDecay = 0, bool nesterov = false, bool maximize = false,
    bool first = false) : IOptimizerStep
{
    private readonly Coefficient _rate = new(learningRate);
    private readonly Coefficient _momentum = new(momentum);
    private readonly Coefficient _take = new(1 - dampening);
    private readonly Coefficient _penalty = new(weightDecay);
    private readonly bool _decays = weightDecay != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TLanes>(void* p, void* g, void* a, void* b, void* c)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes parameter = TLanes.Load(p), step = TLanes.Load(g);
        step = maximize ? -step : step;
        step = _decays ? step + (parameter * _penalty.Lanes<TLanes>()) : step;
        if (a != null)
        {
            TLanes factor = _momentum.Lanes<TLanes>();
            TLanes velocity = first ? step : (TLanes.Load(a) * factor) + (step * _take.Lanes<TLanes>());
            velocity.Store(a);
            step = nesterov ? step + (velocity * factor) : velocity;
        }

        (parameter - (step * _rate.Lanes<TLanes>())).Store(p);
    }
}
