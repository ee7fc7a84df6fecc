using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Adagrad (Duchi, Hazan and Singer, 2011) as PyTorch's; state a is the sum of squared gradients.</summary>
internal readonly unsafe struct AdagradStep(
    long step, double learningRate, double decay, double eps, double weightDecay, bool maximize) : IOptimizerStep
{
    private readonly Coefficient _rate = new(learningRate / (1 + ((step - 1) * decay)));
    private readonly Coefficient _eps = new(eps);
    private readonly Coefficient _penalty = new(weightDecay);
    private readonly bool _decays = weightDecay != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Invoke<TLanes>(void* p, void* g, void* a, void* b, void* c)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes parameter = TLanes.Load(p), gradient = TLanes.Load(g);
        gradient = maximize ? -gradient : gradient;
        gradient = _decays ? gradient + (parameter * _penalty.Lanes<TLanes>()) : gradient;
        TLanes sum = TLanes.Load(a) + (gradient * gradient);
        sum.Store(a);
        (parameter - (gradient * _rate.Lanes<TLanes>() / (TLanes.Sqrt(sum) + _eps.Lanes<TLanes>()))).Store(p);
    }
}
