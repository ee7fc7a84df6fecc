namespace Flambeau.NN;

/// <summary>
/// Adds a value around images (<c>torch.nn.ConstantPad2d</c>). Input: [*, H, W]. Output: [*, top + H + bottom, left + W + right];
/// negative numbers cut off.
/// </summary>
public sealed class ConstantPad2d : PaddingLayer
{
    /// <summary>As many on all sides.</summary>
    /// <param name="padding">How many are added.</param>
    /// <param name="value">What is added.</param>
    public ConstantPad2d(int padding, double value)
        : this(padding, padding, padding, padding, value)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="left">How many are added before the last dimension.</param>
    /// <param name="right">How many are added behind the last dimension.</param>
    /// <param name="top">How many are added before the second last dimension.</param>
    /// <param name="bottom">How many are added behind the second last dimension.</param>
    /// <param name="value">What is added.</param>
    public ConstantPad2d(int left, int right, int top, int bottom, double value)
        : base(PaddingMode.Zeros, [left, right, top, bottom], value)
    {
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"padding={Printed}, value={Repr.Float(Value)}";
}
