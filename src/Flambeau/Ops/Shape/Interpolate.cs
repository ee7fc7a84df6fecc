namespace Flambeau.NN;

/// <content>Resizing of images.</content>
public static partial class F
{
    /// <summary>
    /// Resizes images (<c>F.interpolate</c>). Input: [N, C, H, W]. Output: [N, C, size], or [N, C, floor(H scaleFactor), floor(W scaleFactor)].
    /// </summary>
    /// <param name="input">The images.</param>
    /// <param name="size">Height and width of the output; null when a factor is given.</param>
    /// <param name="scaleFactor">What height and width are multiplied by; null when a size is given.</param>
    /// <param name="mode">What lies between pixels.</param>
    /// <param name="alignCorners">With <see cref="UpsampleMode.Bilinear"/>: the centres of the corner pixels stay where they are, instead of the corners.</param>
    /// <exception cref="ArgumentException">The input is no batch of images, or not exactly one of size and factor is given, or the output would be empty.</exception>
    public static Tensor Interpolate(
        Tensor input, Size2? size = null, double? scaleFactor = null, UpsampleMode mode = UpsampleMode.Nearest, bool alignCorners = false)
    {
        ArgumentNullException.ThrowIfNull(input);
        const string op = nameof(Interpolate);
        Check.Rank(op, input, 4, "[N, C, H, W]");
        Check.Floating(op, input);
        if ((size is null) == (scaleFactor is null) || (alignCorners && mode == UpsampleMode.Nearest))
        {
            throw new ArgumentException($"{op}: one of size and scaleFactor must be given, and alignCorners goes with Bilinear only. input has shape {input.Shape}.");
        }

        var (height, width) = (input.Shape[2], input.Shape[3]);
        var output = size ?? ((int)Math.Floor(height * scaleFactor!.Value), (int)Math.Floor(width * scaleFactor.Value));
        if (output.Height < 1 || output.Width < 1 || height == 0 || width == 0)
        {
            throw new ArgumentException($"{op}: input and output must not be empty, but the output would be {output}. input has shape {input.Shape}.");
        }

        foreach (var (dim, count) in (ReadOnlySpan<(int, int)>)[(2, output.Height), (3, output.Width)])
        {
            input = mode == UpsampleMode.Nearest
                ? input.IndexSelect(dim, Tensor.From(NearestPlaces(input.Shape[dim], count, scaleFactor)))
                : Blend(input, dim, count, scaleFactor, alignCorners);
        }

        return input;
    }

    // PyTorch does this in float32 for every type, which decides ties
    private static long[] NearestPlaces(int size, int count, double? scaleFactor)
    {
        float step = scaleFactor is { } factor ? (float)(1 / factor) : (float)size / count;
        long[] places = new long[count];
        for (int i = 0; i < count; i++)
        {
            places[i] = Math.Min((long)MathF.Floor(i * step), size - 1);
        }

        return places;
    }

    // each output element lies between two of the input, at a share of the way from the first to the second
    private static Tensor Blend(Tensor input, int dim, int count, double? scaleFactor, bool alignCorners)
    {
        int size = input.Shape[dim];
        double step = alignCorners ? (count > 1 ? (size - 1.0) / (count - 1) : 0) : scaleFactor is { } factor ? 1 / factor : (double)size / count;
        var (first, second, share) = (new long[count], new long[count], new double[count]);
        for (int i = 0; i < count; i++)
        {
            double at = alignCorners ? i * step : Math.Max(0, ((i + 0.5) * step) - 0.5);
            first[i] = Math.Min((long)at, size - 1);
            second[i] = Math.Min(first[i] + 1, size - 1);
            share[i] = Math.Clamp(at - first[i], 0, 1);
        }

        var shares = Tensor.From(share).To(input.DType).Reshape([count, .. Enumerable.Repeat(1, input.Dim - 1 - dim)]);
        var (a, b) = (input.IndexSelect(dim, Tensor.From(first)), input.IndexSelect(dim, Tensor.From(second)));
        return (a * (1.0 - shares)) + (b * shares);
    }
}
