namespace Flambeau.NN;

/// <content>Channels to pixels and back.</content>
public static partial class F
{
    /// <summary>
    /// Spreads r^2 channels over r x r pixels (<c>F.pixel_shuffle</c>; Shi et al. 2016). Input: [*, C r^2, H, W].
    /// Output: [*, C, H r, W r].
    /// </summary>
    /// <exception cref="ArgumentException">The input is no image, or its channels are no multiple of r^2.</exception>
    public static Tensor PixelShuffle(Tensor input, int upscaleFactor)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (images, r) = (AsImages(nameof(PixelShuffle), input), upscaleFactor);
        ArgumentOutOfRangeException.ThrowIfLessThan(upscaleFactor, 1);
        var (n, c, h, w) = (images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3]);
        if (c % (r * r) != 0)
        {
            throw new ArgumentException($"PixelShuffle: channels must be a multiple of {r * r}, the square of upscaleFactor, but there are {c}. input has shape {input.Shape}.", nameof(input));
        }

        c /= r * r;
        var output = images.Reshape(n, c, r, r, h, w).Permute(0, 1, 4, 2, 5, 3);
        return output.Reshape([.. input.Shape.AsSpan()[..^3], c, h * r, w * r]);
    }

    /// <summary>
    /// Gathers r x r pixels into r^2 channels (<c>F.pixel_unshuffle</c>), the inverse of <see cref="PixelShuffle"/>.
    /// Input: [*, C, H r, W r]. Output: [*, C r^2, H, W].
    /// </summary>
    /// <exception cref="ArgumentException">The input is no image, or its height or width is no multiple of r.</exception>
    public static Tensor PixelUnshuffle(Tensor input, int downscaleFactor)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (images, r) = (AsImages(nameof(PixelUnshuffle), input), downscaleFactor);
        ArgumentOutOfRangeException.ThrowIfLessThan(downscaleFactor, 1);
        var (n, c, h, w) = (images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3]);
        if (h % r != 0 || w % r != 0)
        {
            throw new ArgumentException($"PixelUnshuffle: height and width must be multiples of downscaleFactor {r}, but are {h} and {w}. input has shape {input.Shape}.", nameof(input));
        }

        (h, w) = (h / r, w / r);
        var output = images.Reshape(n, c, h, r, w, r).Permute(0, 1, 3, 5, 2, 4);
        return output.Reshape([.. input.Shape.AsSpan()[..^3], c * r * r, h, w]);
    }

    private static Tensor AsImages(string op, Tensor input)
    {
        if (input.Dim < 3)
        {
            throw new ArgumentException($"{op}: input must be [*, C, H, W], but got {input.Dim} dimensions. input has shape {input.Shape}.");
        }

        int count = (int)new Shape(input.Shape.AsSpan()[..^3]).Numel;
        return input.Reshape([count, .. input.Shape.AsSpan()[^3..]]);
    }
}
