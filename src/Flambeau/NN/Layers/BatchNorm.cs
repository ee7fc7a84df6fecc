using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>What the batch normalisations of all dimensions have in common.</summary>
public abstract class BatchNorm : Module<Tensor, Tensor>
{
    private readonly double _eps;
    private readonly double? _momentum;
    private readonly int _numFeatures;
    private bool _frozenStatistics;

    private protected BatchNorm(int numFeatures, double eps, double? momentum, bool affine, bool trackRunningStats, DType dtype)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numFeatures);
        _numFeatures = numFeatures;
        _eps = eps;
        _momentum = momentum;
        Weight = affine ? new Parameter(Tensor.Ones([numFeatures], dtype)) : null;
        Bias = affine ? new Parameter(Tensor.Zeros([numFeatures], dtype)) : null;
        RunningMean = trackRunningStats ? new Buffer(Tensor.Zeros([numFeatures], dtype)) : null;
        RunningVar = trackRunningStats ? new Buffer(Tensor.Ones([numFeatures], dtype)) : null;
        NumBatchesTracked = trackRunningStats ? new Buffer(Tensor.Zeros([], DType.Int64)) : null;
    }

    /// <summary>The scale, or null. Shape: [C].</summary>
    public Parameter? Weight { get; set; }

    /// <summary>The shift, or null. Shape: [C].</summary>
    public Parameter? Bias { get; set; }

    /// <summary>The mean that evaluation uses, or null. Shape: [C].</summary>
    public Buffer? RunningMean { get; }

    /// <summary>The variance that evaluation uses, or null. Shape: [C].</summary>
    public Buffer? RunningVar { get; }

    /// <summary>The number of batches seen in training, or null. Shape: [].</summary>
    public Buffer? NumBatchesTracked { get; }

    /// <summary>Added to the variance.</summary>
    public double Eps => _eps;

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

    /// <inheritdoc/>
    protected override long StateVersion => 2;

    /// <summary>Forgets the running statistics and sets weight to ones, bias to zeros.</summary>
    public void ResetParameters()
    {
        ResetRunningStats();
        _ = Weight is null ? null : Init.Ones(Weight);
        _ = Bias is null ? null : Init.Zeros(Bias);
    }

    /// <summary>Forgets the running statistics.</summary>
    public void ResetRunningStats()
    {
        RunningMean?.ZeroInPlace();
        RunningVar?.FillInPlace(1);
        NumBatchesTracked?.ZeroInPlace();
    }

    /// <summary>True when the layer uses its running statistics, so that its work can be part of a convolution's.</summary>
    internal bool IsFixed => !Training && RunningMean is not null && RunningVar is not null;

    /// <summary>True when the fused forms compute what <see cref="Forward"/> does with such a tensor.</summary>
    internal bool CanFuse(int channels, DType dtype) =>
        channels == _numFeatures
        && new Tensor?[] { Weight, Bias, RunningMean, RunningVar }.All(tensor => tensor is null || (tensor.DType == dtype && tensor.Dim == 1 && tensor.Shape[0] == channels));

    /// <summary>The layer with its running statistics, of x + <paramref name="added"/>, as y = x scale + shift.</summary>
    internal (Tensor Scale, Tensor Shift) ScaleAndShift(Tensor? added) =>
        F.BatchNormFactors(RunningMean!, RunningVar!, Weight, Bias, _eps, added);

    /// <summary>activation(batchNorm(input) + residual); the residual, of the input's shape, and the activation may be absent.</summary>
    internal Tensor ForwardFused(Tensor input, Tensor? residual, Activation activation)
    {
        var (useBatch, momentum) = BeginBatch();
        return F.BatchNormFused(input, RunningMean, RunningVar, Weight, Bias, useBatch, momentum, _eps, residual, activation);
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
        return F.BatchNorm(input, RunningMean, RunningVar, Weight, Bias, useBatch, momentum, _eps);
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
    protected override string ExtraRepr() =>
        $"{_numFeatures}, eps={Repr.Float(_eps)}, momentum={(_momentum is { } momentum ? Repr.Float(momentum) : "None")}, "
        + $"affine={Repr.Bool(Weight is not null)}, track_running_stats={Repr.Bool(RunningMean is not null)}{(_frozenStatistics ? ", frozen_statistics=True" : "")}";

    /// <summary>True when the input has the right number of dimensions.</summary>
    internal abstract bool Accepts(Tensor input);

    /// <summary>The shapes that the layer takes.</summary>
    private protected abstract string InputForm { get; }

    // files before version 2 do not count batches
    internal override IEnumerable<string> KeysAbsentBefore(long? version) =>
        NumBatchesTracked is not null && version is null or < 2 ? ["num_batches_tracked"] : [];
}
