namespace Flambeau.NN;

/// <summary>What the instance normalisations of all dimensions have in common.</summary>
public abstract class InstanceNorm : Module<Tensor, Tensor>
{
    private readonly double _eps;
    private readonly double _momentum;
    private readonly int _numFeatures;

    private protected InstanceNorm(int numFeatures, double eps, double momentum, bool affine, bool trackRunningStats, DType dtype)
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

    /// <summary>Zero, for PyTorch keeps but does not count it; null without running statistics. Shape: [].</summary>
    public Buffer? NumBatchesTracked { get; }

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
        if (input.Dim == Dimensions - 1)
        {
            return Forward(input.Unsqueeze(0)).Squeeze(0);
        }

        Check.Rank(GetType().Name, input, Dimensions, InputForm);
        if (input.Shape[1] != _numFeatures)
        {
            throw new ArgumentException($"{GetType().Name}: expected {_numFeatures} channels, but input {input.Shape} has {input.Shape[1]}.", nameof(input));
        }

        return F.InstanceNorm(input, RunningMean, RunningVar, Weight, Bias, Training || RunningMean is null, _momentum, _eps);
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() =>
        $"{_numFeatures}, eps={Repr.Float(_eps)}, momentum={Repr.Float(_momentum)}, affine={Repr.Bool(Weight is not null)}, "
        + $"track_running_stats={Repr.Bool(RunningMean is not null)}";

    /// <summary>The dimensions of a batch.</summary>
    private protected abstract int Dimensions { get; }

    /// <summary>The shapes that the layer takes.</summary>
    private protected abstract string InputForm { get; }

    // files before version 2 have no count of batches
    internal override IEnumerable<string> KeysAbsentBefore(long? version) =>
        NumBatchesTracked is not null && version is null or < 2 ? ["num_batches_tracked"] : [];
}
