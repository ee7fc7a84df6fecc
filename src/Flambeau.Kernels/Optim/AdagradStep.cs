using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Adagrad (Duchi, Hazan and Singer, 2011) as PyTorch's; state a is the sum of squared gradients.</summary>
internal readonly unsafe struct AdagradStep<T>(
    long step, double learningRate, double decay, double eps, double weightDecay, bool maximize) : IOptimizerStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _rate = T.CreateTruncating(learningRate / (1 + (step - 1) * decay));
    private readonly T _eps = T.CreateTruncating(eps);
    private readonly T _penalty = T.CreateTruncating(weightDecay);

    public void Invoke(T* p, T* g, T* a, T* b, T* c)
    {
        Vector<T> parameter = Vector.Load(p);
        Vector<T> gradient = Vector.Load(g);
        gradient = maximize ? -gradient : gradient;
        gradient = _penalty == T.Zero ? gradient : gradient + parameter * _penalty;
        Vector<T> sum = Vector.Load(a) + gradient * gradient;
        sum.Store(a);
        (parameter - gradient * _rate / (Vector.SquareRoot(sum) + new Vector<T>(_eps))).Store(p);
    }
}
