namespace Flambeau.NN;

/// <summary>What the instance normalisations of all dimensions have in common.</summary>
public abstract class InstanceNorm : NormBase
{
    private readonly double _momentum;

    private protected InstanceNorm(int numFeatures, double eps, double momentum, bool affine, bool trackRunningStats, DType dtype)
        : base(numFeatures, eps, affine, trackRunningStats, dtype) => _momentum = momentum;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dim == Dimensions - 1)
        {
            return Forward(input.Unsqueeze(0)).Squeeze(0);
        }

        Check.Rank(GetType().Name, input, Dimensions, InputForm);
        if (input.Shape[1] != NumFeatures)
        {
            throw new ArgumentException($"{GetType().Name}: expected {NumFeatures} channels, but input {input.Shape} has {input.Shape[1]}.", nameof(input));
        }

        return F.InstanceNorm(input, RunningMean, RunningVar, Weight, Bias, Training || RunningMean is null, _momentum, Eps);
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() => Describe(_momentum);

    /// <summary>The dimensions of a batch.</summary>
    private protected abstract int Dimensions { get; }
}
