using Flambeau.Vision;

namespace Flambeau.Fuzz;

/// <summary>Decodes pictures.</summary>
internal static class ImageReading
{
    private const int MaxLength = 8_000;

    /// <summary>The small pictures of the folder beside the repository, and a bitmap of one pixel.</summary>
    public static IEnumerable<byte[]> Seeds()
    {
        string folder = Path.Combine("..", "shared", "data", "image-formats");
        IEnumerable<FileInfo> files = Directory.Exists(folder)
            ? new DirectoryInfo(folder).GetFiles("*", SearchOption.AllDirectories)
                .Where(file => file.Extension is ".png" or ".jpg" or ".jpeg" or ".bmp" or ".gif" && file.Length < MaxLength)
                .GroupBy(file => file.Extension).SelectMany(group => group.OrderBy(file => file.Length).Take(6))
            : [];
        return [Bitmap(), .. files.Select(file => File.ReadAllBytes(file.FullName))];
    }

    /// <summary>Decodes as colour and as it is.</summary>
    public static void Read(byte[] bytes)
    {
        foreach (int? channels in (ReadOnlySpan<int?>)[3, null])
        {
            try
            {
                Image.Decode(bytes, channels);
            }
            catch (ImageException)
            {
                // This is what damaged bytes are for.
            }
        }
    }

    private static byte[] Bitmap() => Convert.FromHexString(
        "424d3a000000000000003600000028000000010000000100000001001800000000000400000000000000000000000000000000000000ff000000");
}
