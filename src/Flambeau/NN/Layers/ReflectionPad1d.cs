namespace Flambeau.NN;

/// <summary>
/// Adds the mirror image of the border around sequences, without the outermost element (<c>torch.nn.ReflectionPad1d</c>). Input: [*, W]. Output: [*, left + W + right];
/// negative numbers cut off.
/// </summary>
public sealed class ReflectionPad1d : PaddingLayer
{
    /// <summary>As many at both ends.</summary>
    /// <param name="padding">How many are added.</param>
    public ReflectionPad1d(int padding)
        : this(padding, padding)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="left">How many are added before the last dimension.</param>
    /// <param name="right">How many are added behind the last dimension.</param>
    public ReflectionPad1d(int left, int right)
        : base(PaddingMode.Reflect, [left, right])
    {
    }
}
