namespace Flambeau.Vision;

/// <content>Tensors and grey levels.</content>
public sealed partial class Image
{
    private static readonly float[] s_unit = [.. Enumerable.Range(0, 256).Select(value => value / 255f)];

    /// <summary>
    /// The samples divided by 255 (<c>torchvision.transforms.ToTensor</c>). Shape: [channels, height, width], float32.
    /// </summary>
    public Tensor ToTensor()
    {
        var tensor = Tensor.Empty(Channels, Height, Width);
        var values = tensor.AsSpan<float>();
        int plane = Width * Height;
        if (Channels == 3)
        {
            ToPlanes(values[..plane], values[plane..(2 * plane)], values[(2 * plane)..]);
            return tensor;
        }

        for (int c = 0; c < Channels; c++)
        {
            var channel = values.Slice(c * plane, plane);
            for (int i = 0, source = c; i < plane; i++, source += Channels)
            {
                channel[i] = s_unit[_pixels[source]];
            }
        }

        return tensor;
    }

    /// <summary>The samples as they are. Shape: [channels, height, width], uint8.</summary>
    public Tensor ToBytes()
    {
        var tensor = Tensor.Empty([Channels, Height, Width], DType.UInt8);
        var values = tensor.AsSpan<byte>();
        int plane = Width * Height;
        for (int i = 0; i < _pixels.Length; i++)
        {
            values[(i % Channels * plane) + (i / Channels)] = _pixels[i];
        }

        return tensor;
    }

    // the picture is read once
    private void ToPlanes(Span<float> red, Span<float> green, Span<float> blue)
    {
        ReadOnlySpan<float> unit = s_unit;
        ReadOnlySpan<byte> pixels = _pixels;
        green = green[..red.Length];
        blue = blue[..red.Length];
        for (int i = 0; i < red.Length; i++, pixels = pixels[3..])
        {
            blue[i] = unit[pixels[2]];
            green[i] = unit[pixels[1]];
            red[i] = unit[pixels[0]];
        }
    }

    /// <summary>
    /// The picture as grey levels or as red, green, blue, without alpha (<c>PIL.Image.convert</c>). Grey is
    /// 0.299 R + 0.587 G + 0.114 B (ITU-R 601-2) in 16-bit fixed point, as Pillow computes it.
    /// </summary>
    /// <param name="channels">1 or 3.</param>
    public Image Convert(int channels)
    {
        if (channels is not (1 or 3))
        {
            throw new ArgumentOutOfRangeException(nameof(channels), channels, "Image: pictures convert to 1 or 3 "
                + $"channels, but got {channels}.");
        }

        if (channels == Channels)
        {
            return this;
        }

        byte[] result = new byte[Width * Height * channels];
        for (int i = 0, source = 0; i < result.Length; i += channels, source += Channels)
        {
            var pixel = _pixels.AsSpan(source, Channels);
            if (Channels < 3)
            {
                result.AsSpan(i, channels).Fill(pixel[0]);
            }
            else if (channels == 1)
            {
                result[i] = Grey(pixel);
            }
            else
            {
                pixel[..3].CopyTo(result.AsSpan(i));
            }
        }

        return new Image(Width, Height, channels, result);
    }

    private static byte Grey(ReadOnlySpan<byte> rgb) =>
        (byte)(((rgb[0] * 19595) + (rgb[1] * 38470) + (rgb[2] * 7471) + 0x8000) >> 16);
}
