using Flambeau.Kernels;

namespace Flambeau.Serialization;

/// <summary>One act of loading: its options, and how much memory conversions may still take.</summary>
/// <param name="options">The options.</param>
/// <param name="fileLength">The file's length, to which conversions are held.</param>
internal sealed class LoadContext(CheckpointOptions options, long fileLength)
{
    // Dequantising makes four bytes of one, and tensors may overlap.
    private const int PerFileByte = 16;

    // What the kernels walk.
    private const int MaximumRank = StridedPlan.MaxRank;

    private long _converted;

    /// <summary>The options.</summary>
    public CheckpointOptions Options => options;

    /// <summary>Accounts for a tensor that is larger in memory than in the file.</summary>
    /// <param name="stored">The tensor.</param>
    /// <param name="itemSize">The bytes of one element in memory.</param>
    /// <param name="moreDimensions">How many dimensions it gets in memory beside those it has in the file.</param>
    /// <exception cref="CheckpointException">It is too large for this file, or has too many dimensions.</exception>
    public void TakeConverted(StoredTensor stored, int itemSize, int moreDimensions = 0)
    {
        if (stored.Sizes.Count(size => size != 1) + moreDimensions > MaximumRank)
        {
            throw new CheckpointException(
                $"a tensor of shape {stored.Shape} has more than the {MaximumRank} dimensions that can be converted");
        }

        Int128 bytes = (Int128)stored.Numel * itemSize;
        Int128 allowed = options.Limits.MaximumConvertedBytes + ((Int128)PerFileByte * fileLength);
        if (stored.Numel > int.MaxValue || _converted + bytes > allowed)
        {
            throw new CheckpointException(
                $"converting a tensor of shape {stored.Shape} takes more than the {allowed} bytes that "
                + $"{nameof(CheckpointLimits)}.{nameof(CheckpointLimits.MaximumConvertedBytes)} and the file's "
                + "length allow");
        }

        _converted += (long)bytes;
    }
}
