namespace Flambeau.NN;

/// <summary>
/// What batch and instance normalisations have in common (PyTorch's <c>_NormBase</c>): a scale and a shift for each channel, and
/// running statistics.
/// </summary>
public abstract class NormBase : Module<Tensor, Tensor>
{
    private protected NormBase(int numFeatures, double eps, bool affine, bool trackRunningStats, DType dtype)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(numFeatures);
        NumFeatures = numFeatures;
        Eps = eps;
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

    /// <summary>
    /// The number of batches that a batch normalisation has seen in training; an instance normalisation keeps a zero, as
    /// PyTorch's does. Null without running statistics. Shape: [].
    /// </summary>
    public Buffer? NumBatchesTracked { get; }

    /// <summary>The number of channels, C.</summary>
    public int NumFeatures { get; }

    /// <summary>Added to the variance.</summary>
    public double Eps { get; }

    /// <inheritdoc/>
    protected override long StateVersion => 2;

    /// <summary>The shapes that the layer takes.</summary>
    private protected abstract string InputForm { get; }

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

    /// <summary>How the layer prints, with its weight in running statistics.</summary>
    private protected string Describe(double? momentum) =>
        $"{NumFeatures}, eps={Repr.Float(Eps)}, momentum={(momentum is { } value ? Repr.Float(value) : "None")}, "
        + $"affine={Repr.Bool(Weight is not null)}, track_running_stats={Repr.Bool(RunningMean is not null)}";

    // files before version 2 do not count batches
    internal override IEnumerable<string> KeysAbsentBefore(long? version) =>
        NumBatchesTracked is not null && version is null or < 2 ? ["num_batches_tracked"] : [];
}
