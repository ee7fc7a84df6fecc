namespace Flambeau.NN;

/// <summary>
/// Adds zeros around images (<c>torch.nn.ZeroPad2d</c>). Input: [*, H, W]. Output: [*, top + H + bottom, left + W + right];
/// negative numbers cut off.
/// </summary>
public sealed class ZeroPad2d : PaddingLayer
{
    /// <summary>As many on all sides.</summary>
    /// <param name="padding">How many are added.</param>
    public ZeroPad2d(int padding)
        : this(padding, padding, padding, padding)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="left">How many are added before the last dimension.</param>
    /// <param name="right">How many are added behind the last dimension.</param>
    /// <param name="top">How many are added before the second last dimension.</param>
    /// <param name="bottom">How many are added behind the second last dimension.</param>
    public ZeroPad2d(int left, int right, int top, int bottom)
        : base(PaddingMode.Zeros, [left, right, top, bottom])
    {
    }
}
