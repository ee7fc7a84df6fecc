namespace Flambeau.Vision;

/// <content>Decoding.</content>
public sealed partial class Image
{
    /// <summary>Reads a JPEG, PNG, BMP or GIF file; of an animation the first picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="channels">1 for grey, 3 for red, green, blue, null for what the file holds.</param>
    /// <param name="applyOrientation">Whether a photograph is turned as its Exif data say; Pillow and torchvision leave
    /// it as it is.</param>
    /// <exception cref="ImageException">The file is missing, truncated, damaged or of another format; the message names
    /// it.</exception>
    public static Image Load(string path, int? channels = 3, bool applyOrientation = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ImageException($"'{path}': the file cannot be read: {e.Message}", e);
        }

        return Decode(bytes, channels, path, applyOrientation);
    }

    /// <summary>Decodes the bytes of a JPEG, PNG, BMP or GIF file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="channels">1 for grey, 3 for red, green, blue, null for what the file holds.</param>
    /// <param name="name">What messages call the picture.</param>
    /// <param name="applyOrientation">Whether a photograph is turned as its Exif data say.</param>
    /// <exception cref="ImageException">The bytes are truncated, damaged or of another format.</exception>
    public static Image Decode(
        byte[] bytes, int? channels = 3, string name = "image", bool applyOrientation = false)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var image = ImageFile.Decode(bytes, channels, name);
        return applyOrientation ? ExifOrientation.Apply(image, bytes) : image;
    }
}
