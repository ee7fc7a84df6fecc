using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>Checks the height and width that a transform is given.</summary>
internal static class CropSize
{
    /// <summary>Throws unless both are positive.</summary>
    public static Size2 Check(string transform, Size2 size)
    {
        if (size.Height < 1 || size.Width < 1)
        {
            throw new ArgumentOutOfRangeException(nameof(size), $"{transform}: height and width must be positive, but "
                + $"got {size}.");
        }

        return (size.Height, size.Width);
    }
}
