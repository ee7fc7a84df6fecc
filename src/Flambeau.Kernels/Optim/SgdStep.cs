using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// Stochastic gradient descent, in PyTorch's order: weight decay, then momentum (state a), then Nesterov's look ahead.
/// </summary>
internal readonly unsafe struct SgdStep<T> : IOptimizerStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The factor of the velocity; 0 for none, then there is no state.</summary>
    public double Momentum { get; init; }

    /// <summary>How much less than the whole gradient joins the velocity.</summary>
    public double Dampening { get; init; }

    /// <summary>The factor of the squared-norm penalty.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Whether to step by the gradient plus the new velocity.</summary>
    public bool Nesterov { get; init; }

    /// <summary>Whether to climb instead of descend.</summary>
    public bool Maximize { get; init; }

    /// <summary>Whether this is the parameter's first step, at which the velocity becomes the gradient.</summary>
    public bool First { get; init; }

    public void Invoke(T* p, T* g, T* a, T* b, T* c)
    {
        Vector<T> parameter = Vector.Load(p);
        Vector<T> step = Vector.Load(g);
        step = Maximize ? -step : step;
        step = WeightDecay == 0 ? step : step + parameter * T.CreateTruncating(WeightDecay);
        if (Momentum != 0)
        {
            T momentum = T.CreateTruncating(Momentum);
            Vector<T> velocity = First ? step : Vector.Load(a) * momentum + step * T.CreateTruncating(1 - Dampening);
            velocity.Store(a);
            step = Nesterov ? step + velocity * momentum : velocity;
        }

        (parameter - step * T.CreateTruncating(LearningRate)).Store(p);
    }
}
