namespace Flambeau.Vision;

/// <summary>The formats of picture files that are told apart, by their first bytes.</summary>
internal enum ImageFormat
{
    Unknown,
    Jpeg,
    Png,
    Bmp,
    Gif,
    WebP,
    Tiff,
    Heif,
    JpegXL,
}
