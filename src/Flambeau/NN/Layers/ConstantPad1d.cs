namespace Flambeau.NN;

/// <summary>
/// Adds a value around sequences (<c>torch.nn.ConstantPad1d</c>). Input: [*, W]. Output: [*, left + W + right];
/// negative numbers cut off.
/// </summary>
public sealed class ConstantPad1d : PaddingLayer
{
    /// <summary>As many at both ends.</summary>
    /// <param name="padding">How many are added.</param>
    /// <param name="value">What is added.</param>
    public ConstantPad1d(int padding, double value)
        : this(padding, padding, value)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="left">How many are added before the last dimension.</param>
    /// <param name="right">How many are added behind the last dimension.</param>
    /// <param name="value">What is added.</param>
    public ConstantPad1d(int left, int right, double value)
        : base(PaddingMode.Zeros, [left, right], value)
    {
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"padding={Printed}, value={Repr.Float(Value)}";
}
