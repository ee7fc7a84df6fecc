using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// RMSprop (Hinton's lecture, 2012) in PyTorch's order. State: a, the running mean of the squared gradient; b, with
/// momentum, the velocity; c, when centred, the running mean of the gradient.
/// </summary>
internal readonly unsafe struct RmsPropStep<T>(
    double learningRate, double alpha, double eps, double weightDecay, double momentum, bool maximize)
    : IOptimizerStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _rate = T.CreateTruncating(learningRate);
    private readonly T _alpha = T.CreateTruncating(alpha);
    private readonly T _take = T.CreateTruncating(1 - alpha);
    private readonly T _eps = T.CreateTruncating(eps);
    private readonly T _penalty = T.CreateTruncating(weightDecay);
    private readonly T _momentum = T.CreateTruncating(momentum);

    public void Invoke(T* p, T* g, T* a, T* b, T* c)
    {
        Vector<T> parameter = Vector.Load(p);
        Vector<T> gradient = Vector.Load(g);
        gradient = maximize ? -gradient : gradient;
        gradient = _penalty == T.Zero ? gradient : gradient + parameter * _penalty;
        Vector<T> square = Vector.Load(a) * _alpha + gradient * gradient * _take;
        square.Store(a);
        if (c != null)
        {
            Vector<T> mean = Vector.Load(c) * _alpha + gradient * _take;
            mean.Store(c);
            square -= mean * mean;
        }

        Vector<T> scaled = gradient / (Vector.SquareRoot(square) + new Vector<T>(_eps));
        if (b != null)
        {
            scaled = Vector.Load(b) * _momentum + scaled;
            scaled.Store(b);
        }

        (parameter - scaled * _rate).Store(p);
    }
}
