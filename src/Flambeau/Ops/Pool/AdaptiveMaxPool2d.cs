namespace Flambeau.NN;

/// <content>Maxima of windows that divide the input.</content>
public static partial class F
{
    /// <summary>
    /// The maxima of windows that divide the input into a given number (<c>F.adaptive_max_pool2d</c>).
    /// Input: [N, C, H, W] or [C, H, W]. Output: [N, C, outputSize].
    /// </summary>
    /// <exception cref="ArgumentException">The input is no image, or the output size is not positive.</exception>
    public static Tensor AdaptiveMaxPool2d(Tensor input, Size2 outputSize)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Dim is not (3 or 4) || outputSize.Height < 1 || outputSize.Width < 1 || input.Shape.AsSpan()[^2..].Contains(0))
        {
            throw new ArgumentException(
                $"AdaptiveMaxPool2d: input must be [N, C, H, W] or [C, H, W] and the output size positive, but got {outputSize}. input has shape {input.Shape}.");
        }

        int height = WindowsAlike(ref input, -2, outputSize.Height);
        int width = WindowsAlike(ref input, -1, outputSize.Width);
        return MaxPool2d(input, (height, width));
    }

    // windows of different lengths, or that overlap, are laid out one behind the other and filled up with their own last element,
    // which does not change their maximum; gives the length of all
    private static int WindowsAlike(ref Tensor input, int dim, int count)
    {
        int size = input.Size(dim);
        if (size % count == 0)
        {
            return size / count;
        }

        var windows = Enumerable.Range(0, count).Select(i => (Start: (long)i * size / count, End: (((i + 1L) * size) + count - 1) / count)).ToArray();
        int length = (int)windows.Max(window => window.End - window.Start);
        long[] places = [.. windows.SelectMany(window => Enumerable.Range(0, length).Select(i => Math.Min(window.Start + i, window.End - 1)))];
        input = input.IndexSelect(dim, Tensor.From(places));
        return length;
    }
}
