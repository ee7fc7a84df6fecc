using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>What the batch normalisations of all dimensions have in common.</summary>
public abstract class BatchNorm : NormBase
{
    private readonly double? _momentum;
    private bool _frozenStatistics;

    private protected BatchNorm(int numFeatures, double eps, double? momentum, bool affine, bool trackRunningStats, DType dtype)
        : base(numFeatures, eps, affine, trackRunningStats, dtype) => _momentum = momentum;

    /// <summary>
    /// Keeps the running statistics as they are: the layer uses them and stays in evaluation mode, also after
    /// <see cref="Module.Train"/>. Once it is false again, the next <see cref="Module.Train"/> reaches the layer.
    /// </summary>
    public bool FrozenStatistics
    {
        get => _frozenStatistics;
        set
        {
            _frozenStatistics = value;
            Train(Training);
        }
    }

    internal override bool StaysInEval => _frozenStatistics;

    /// <summary>True when the layer uses its running statistics, so that its work can be part of a convolution's.</summary>
    internal bool IsFixed => !Training && RunningMean is not null && RunningVar is not null;

    /// <summary>True when the fused forms compute what <see cref="Forward"/> does with such a tensor.</summary>
    internal bool CanFuse(int channels, DType dtype) =>
        channels == NumFeatures
        && new Tensor?[] { Weight, Bias, RunningMean, RunningVar }.All(tensor => tensor is null || (tensor.DType == dtype && tensor.Dim == 1 && tensor.Shape[0] == channels));

    /// <summary>activation(batchNorm(input) + residual); the residual, of the input's shape, and the activation may be absent.</summary>
    internal Tensor ForwardFused(Tensor input, Tensor? residual, Activation activation)
    {
        var (useBatch, momentum) = BeginBatch();
        return F.BatchNormFused(input, RunningMean, RunningVar, Weight, Bias, useBatch, momentum, Eps, residual, activation);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!Accepts(input))
        {
            throw new ArgumentException(
                $"{GetType().Name}: input must be {InputForm}, but got {input.Dim} dimensions. input has shape {input.Shape}.", nameof(input));
        }

        var (useBatch, momentum) = BeginBatch();
        return F.BatchNorm(input, RunningMean, RunningVar, Weight, Bias, useBatch, momentum, Eps);
    }

    private (bool UseBatch, double Momentum) BeginBatch()
    {
        bool useBatch = Training || RunningMean is null;
        double momentum = _momentum ?? 0;
        if (Training && NumBatchesTracked is not null)
        {
            NumBatchesTracked.AddInPlace(1);
            momentum = _momentum ?? 1.0 / NumBatchesTracked.Item<long>();
        }

        return (useBatch, momentum);
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() => Describe(_momentum) + (_frozenStatistics ? ", frozen_statistics=True" : "");

    /// <summary>True when the input has the right number of dimensions.</summary>
    internal abstract bool Accepts(Tensor input);
}
