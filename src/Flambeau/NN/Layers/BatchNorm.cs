namespace Flambeau.NN;

/// <summary>What the batch normalisations of all dimensions have in common.</summary>
public abstract class BatchNorm : Module<Tensor, Tensor>
{
    private readonly double _eps;
    private readonly double? _momentum;
    private readonly int _numFeatures;

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

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CheckInput(input);
        bool useBatch = Training || RunningMean is null;
        double momentum = _momentum ?? 0;
        if (Training && NumBatchesTracked is not null)
        {
            NumBatchesTracked.AddInPlace(1);
            momentum = _momentum ?? 1.0 / NumBatchesTracked.Item<long>();
        }

        return F.BatchNorm(input, RunningMean, RunningVar, Weight, Bias, useBatch, momentum, _eps);
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() =>
        $"{_numFeatures}, eps={Repr.Float(_eps)}, momentum={(_momentum is { } momentum ? Repr.Float(momentum) : "None")}, "
        + $"affine={Repr.Bool(Weight is not null)}, track_running_stats={Repr.Bool(RunningMean is not null)}";

    /// <summary>Throws unless the input has the right number of dimensions.</summary>
    private protected abstract void CheckInput(Tensor input);

    // files before version 2 do not count batches
    internal override IEnumerable<string> KeysAbsentBefore(long? version) =>
        NumBatchesTracked is not null && version is null or < 2 ? ["num_batches_tracked"] : [];
}
