using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// RMSprop (Hinton's lecture, 2012) in PyTorch's order. State: a, the running mean of the squared gradient; b, with
/// momentum, the velocity; c, when centred, the running mean of the gradient.
/// </summary>
internal readonly unsafe struct RmsPropStep(
    double learningRate, double alpha, double eps, double weightDecay, double momentum, bool maximize) : IOptimizerStep
{
    private readonly Coefficient _rate = new(learningRate);
    private readonly Coefficient _alpha = new(alpha);
    private readonly Coefficient _take = new(1 - alpha);
    private readonly Coefficient _eps = new(eps);
    private readonly Coefficient _penalty = new(weightDecay);
    private readonly Coefficient _momentum = new(momentum);
    private readonly bool _decays = weightDecay != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TLanes>(void* p, void* g, void* a, void* b, void* c)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes parameter = TLanes.Load(p), gradient = TLanes.Load(g);
        gradient = maximize ? -gradient : gradient;
        gradient = _decays ? gradient + (parameter * _penalty.Lanes<TLanes>()) : gradient;
        TLanes keep = _alpha.Lanes<TLanes>(), take = _take.Lanes<TLanes>();
        TLanes square = (TLanes.Load(a) * keep) + (gradient * gradient * take);
        square.Store(a);
        if (c != null)
        {
            TLanes mean = (TLanes.Load(c) * keep) + (gradient * take);
            mean.Store(c);
            square -= mean * mean;
        }

        TLanes scaled = gradient / (TLanes.Sqrt(square) + _eps.Lanes<TLanes>());
        if (b != null)
        {
            scaled = (TLanes.Load(b) * _momentum.Lanes<TLanes>()) + scaled;
            scaled.Store(b);
        }

        (parameter - (scaled * _rate.Lanes<TLanes>())).Store(p);
    }
}
