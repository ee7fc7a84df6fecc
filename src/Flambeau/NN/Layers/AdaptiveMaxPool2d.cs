namespace Flambeau.NN;

/// <summary>
/// The maxima of windows that divide the input into a given number (<c>torch.nn.AdaptiveMaxPool2d</c>).
/// Input: [N, C, H, W] or without N. Output: [N, C, outputSize].
/// </summary>
public sealed class AdaptiveMaxPool2d : Module<Tensor, Tensor>
{
    private readonly int? _height;
    private readonly int? _width;
    private readonly string _printed;

    /// <summary>The function as a layer.</summary>
    /// <param name="outputSize">The height and width of the output.</param>
    public AdaptiveMaxPool2d(Size2 outputSize)
    {
        _height = outputSize.Height;
        _width = outputSize.Width;
        _printed = outputSize.ToString();
    }

    /// <summary>The function as a layer.</summary>
    /// <param name="height">The height of the output; null keeps the input's.</param>
    /// <param name="width">The width of the output; null keeps the input's.</param>
    public AdaptiveMaxPool2d(int? height, int? width)
    {
        _height = height;
        _width = width;
        _printed = $"({Printed(height)}, {Printed(width)})";
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return F.AdaptiveMaxPool2d(input, (_height ?? input.Size(-2), _width ?? input.Size(-1)));
    }

    /// <inheritdoc/>
    protected override string ExtraRepr() => $"output_size={_printed}";

    private static string Printed(int? size) => size is null ? "None" : $"{size}";
}
