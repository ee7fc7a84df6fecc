using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>
/// Adam (Kingma and Ba, 2015) and, with decoupled weight decay, AdamW (Loshchilov and Hutter, 2019), as PyTorch's.
/// State: a, the running mean of the gradient; b, of its square; c, with AMSGrad, the largest b so far.
/// </summary>
internal readonly unsafe struct AdamStep<T> : IOptimizerStep<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly T _beta1;
    private readonly T _beta2;
    private readonly T _takeGradient;
    private readonly T _takeSquare;
    private readonly T _stepSize;
    private readonly T _inverseCorrection;
    private readonly T _eps;
    private readonly T _penalty;
    private readonly T _shrink;
    private readonly bool _maximize;
    private readonly bool _decays;
    private readonly bool _decoupled;

    /// <summary>Prepares the step with the given number, the first being 1.</summary>
    public AdamStep(
        long step,
        double learningRate,
        double beta1,
        double beta2,
        double eps,
        double weightDecay,
        bool decoupled,
        bool maximize)
    {
        _beta1 = T.CreateTruncating(beta1);
        _beta2 = T.CreateTruncating(beta2);
        _takeGradient = T.CreateTruncating(1 - beta1);
        _takeSquare = T.CreateTruncating(1 - beta2);
        _stepSize = T.CreateTruncating(learningRate / (1 - Math.Pow(beta1, step)));
        _inverseCorrection = T.CreateTruncating(1 / Math.Sqrt(1 - Math.Pow(beta2, step)));
        _eps = T.CreateTruncating(eps);
        _penalty = T.CreateTruncating(weightDecay);
        _shrink = T.CreateTruncating(1 - learningRate * weightDecay);
        _maximize = maximize;
        _decays = weightDecay != 0;
        _decoupled = decoupled;
    }

    public void Invoke(T* p, T* g, T* a, T* b, T* c)
    {
        Vector<T> parameter = Vector.Load(p);
        Vector<T> gradient = Vector.Load(g);
        gradient = _maximize ? -gradient : gradient;
        if (_decays && _decoupled)
        {
            parameter *= _shrink;
        }
        else if (_decays)
        {
            gradient += parameter * _penalty;
        }

        Vector<T> mean = Vector.Load(a) * _beta1 + gradient * _takeGradient;
        Vector<T> square = Vector.Load(b) * _beta2 + gradient * gradient * _takeSquare;
        mean.Store(a);
        square.Store(b);
        if (c != null)
        {
            square = Vector.Max(Vector.Load(c), square);
            square.Store(c);
        }

        Vector<T> denominator = Vector.SquareRoot(square) * _inverseCorrection + new Vector<T>(_eps);
        (parameter - mean * _stepSize / denominator).Store(p);
    }
}
