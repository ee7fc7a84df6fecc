namespace Flambeau.NN;

/// <summary>
/// Adds the outermost element around sequences (<c>torch.nn.ReplicationPad1d</c>). Input: [*, W]. Output: [*, left + W + right];
/// negative numbers cut off.
/// </summary>
public sealed class ReplicationPad1d : PaddingLayer
{
    /// <summary>As many at both ends.</summary>
    /// <param name="padding">How many are added.</param>
    public ReplicationPad1d(int padding)
        : this(padding, padding)
    {
    }

    /// <summary>A number for each side.</summary>
    /// <param name="left">How many are added before the last dimension.</param>
    /// <param name="right">How many are added behind the last dimension.</param>
    public ReplicationPad1d(int left, int right)
        : base(PaddingMode.Replicate, [left, right])
    {
    }
}
