namespace Flambeau.Vision;

/// <summary>
/// The colour of pixels that show nothing (<c>fill</c> in torchvision): one level for all channels, or one per channel.
/// A number converts to it.
/// </summary>
public readonly record struct Color
{
    private readonly byte[]? _levels;
    private readonly byte _level;

    /// <summary>One level for all channels.</summary>
    public Color(byte level) => _level = level;

    /// <summary>One level per channel.</summary>
    /// <exception cref="ArgumentException">There are no levels, or more than 4.</exception>
    public Color(params ReadOnlySpan<byte> levels)
    {
        if (levels.Length is < 1 or > 4)
        {
            throw new ArgumentException($"Color: pictures have 1 to 4 channels, but got {levels.Length} levels.",
                nameof(levels));
        }

        _levels = levels.ToArray();
    }

    /// <summary>One level for all channels.</summary>
    public static implicit operator Color(byte level) => new(level);

    /// <summary>Red, green and blue.</summary>
    public static implicit operator Color((byte Red, byte Green, byte Blue) rgb) => new(rgb.Red, rgb.Green, rgb.Blue);

    /// <summary>Same as the conversion of a number.</summary>
    public static Color FromByte(byte level) => new(level);

    /// <summary>Same as the conversion of red, green and blue.</summary>
    public static Color FromRgb(byte red, byte green, byte blue) => new(red, green, blue);

    /// <inheritdoc/>
    public bool Equals(Color other) => Levels.SequenceEqual(other.Levels) && _levels is null == other._levels is null;

    /// <inheritdoc/>
    public override int GetHashCode() => Levels[0];

    /// <summary>As torchvision prints it: <c>0</c> or <c>(255, 0, 0)</c>.</summary>
    public override string ToString() => _levels is null ? $"{_level}" : $"({string.Join(", ", _levels)})";

    /// <summary>The levels of a pixel.</summary>
    /// <exception cref="ArgumentException">The picture has another number of channels.</exception>
    internal byte[] Pixel(int channels)
    {
        if (_levels is null)
        {
            byte[] pixel = new byte[channels];
            Array.Fill(pixel, _level);
            return pixel;
        }

        return _levels.Length == channels ? _levels : throw new ArgumentException(
            $"Color: {this} has {_levels.Length} levels, but the picture has {channels} channels.");
    }

    private ReadOnlySpan<byte> Levels => _levels ?? [_level];
}
