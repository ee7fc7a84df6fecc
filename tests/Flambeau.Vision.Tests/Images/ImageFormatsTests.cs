using System.Diagnostics;
using System.Security.Cryptography;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Images;

/// <summary>Every file of a folder of formats is decoded as Pillow does, or refused with the stated message.</summary>
public class ImageFormatsTests
{
    private const string Python = "/usr/bin/python3";
    private const string Logo = "1390FD7804D2E6CECBCD4F5E0EAA8EDF3CBF1590843A2B51EF4AB33F08B6789F";
    private const string GreyLogo = "7FA150CF0EA02B76ED3DAE3F43DFF346377278ECA291088C38754B524E487C7C";
    private const string Wizard = "DA5F1B18C2FC0F3D4494B30FC1FCAEFDB55360519BDA0ABA3B0D7548D159F9A2";

    // argv: files, each followed by the file that its red, green, blue samples go to
    private const string Program = """
        import sys
        from PIL import Image
        for source, target in zip(sys.argv[1::2], sys.argv[2::2]):
            open(target, "wb").write(Image.open(source).convert("RGB").tobytes())
        """;

    // SHA-256 of Pillow's red, green, blue samples
    private static readonly Dictionary<string, string> s_exact = new()
    {
        ["interlaced_png/wizard_low-interlaced.png"] = Wizard,
        ["interlaced_png/wizard_low.png"] = Wizard,
        ["logos/gray_pytorch.png"] = GreyLogo,
        ["logos/grayalpha_pytorch.png"] = GreyLogo,
        ["logos/palette_pytorch.png"] = Logo,
        ["logos/rgb_pytorch.png"] = Logo,
        ["logos/rgb_pytorch16.png"] = Logo,
        ["logos/rgbalpha_pytorch.png"] = "792A117A8344B8035891DD1A042A692E91916B769B39DE433987322C4E1FC5F5",
        ["logos/rgbalpha_pytorch16.png"] = "792A117A8344B8035891DD1A042A692E91916B769B39DE433987322C4E1FC5F5",
    };

    // width, height, and the largest and the mean difference from Pillow's samples: JPEG leaves the rounding of the
    // inverse cosine transform open, and libjpeg enlarges the colour planes with weights 3/4 and 1/4 where the decoder
    // used here rounds at other places
    private static readonly Dictionary<string, (int Width, int Height, int Largest, double Mean)> s_jpeg = new()
    {
        ["encode_jpeg/grace_hopper_517x606.jpg"] = (517, 606, 3, 0.5),
        ["encode_jpeg/jpeg_write/grace_hopper_517x606_pil.jpg"] = (517, 606, 3, 0.5),
        ["logos/cmyk_pytorch.jpg"] = (100, 100, 3, 0.5),
        ["logos/gray_pytorch.jpg"] = (100, 100, 1, 0.5),
        ["logos/rgb_pytorch.jpg"] = (100, 100, 3, 0.5),
    };

    // Pillow refuses these too, but for bad_huffman.jpg, which it shows with a grey part, and the WebP file
    private static readonly Dictionary<string, string> s_refused = new()
    {
        ["LICENSE"] = "this is no picture file that is known; JPEG, PNG, BMP and GIF can be decoded.",
        ["damaged_jpeg/TensorFlow-LICENSE"] = "this is no picture file that is known; JPEG, PNG, BMP and GIF can be decoded.",
        ["damaged_jpeg/bad_huffman.jpg"] = "the picture cannot be decoded: bad huffman code",
        ["damaged_jpeg/corrupt.jpg"] = "the JPEG file is truncated: it ends after 1552 bytes without its end.",
        ["damaged_jpeg/corrupt34_2.jpg"] = "the JPEG file is truncated: it ends after 755 bytes without its end.",
        ["damaged_jpeg/corrupt34_3.jpg"] = "the JPEG file is truncated: it ends after 5505 bytes without its end.",
        ["damaged_jpeg/corrupt34_4.jpg"] = "the JPEG file is truncated: it ends after 5092 bytes without its end.",
        ["damaged_png/sigsegv.png"] = "the PNG file is truncated: it ends after 2234 bytes without its end.",
        ["logos/rgb_pytorch.avif"] = "HEIF and AVIF files are not supported; convert to JPEG, PNG, BMP or GIF.",
        ["logos/rgb_pytorch.webp"] = "WebP files are not supported; convert to JPEG, PNG, BMP or GIF.",
        ["logos/rgb_pytorch_incorrectly_encoded_but_who_cares.heic"] = "HEIF and AVIF files are not supported; convert to JPEG, PNG, BMP or GIF.",
        ["toosmall_png/heapbof.png"] = "the PNG file is truncated: it ends after 7 bytes without its end.",
    };

    [Fact]
    public void Every_file_has_an_expectation_and_meets_it()
    {
        string root = RepoPaths.SharedOrSkip("data", "image-formats");
        string[] files = [.. Directory.GetFiles(root, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(root, path)).Order(StringComparer.Ordinal)];
        Assert.Equal([.. s_exact.Keys.Concat(s_jpeg.Keys).Concat(s_refused.Keys).Order(StringComparer.Ordinal)], files);
        foreach (string file in files)
        {
            string path = Path.Combine(root, file);
            if (s_refused.TryGetValue(file, out string? problem))
            {
                Assert.Equal($"'{path}': {problem}", Assert.Throws<ImageException>(() => Image.Load(path)).Message);
                continue;
            }

            var image = Image.Load(path);
            Assert.Equal(3, image.Channels);
            if (s_exact.TryGetValue(file, out string? hash))
            {
                Assert.True(hash == Convert.ToHexString(SHA256.HashData(image.Pixels)), $"{file} differs from Pillow's samples");
            }
            else
            {
                Assert.Equal((s_jpeg[file].Width, s_jpeg[file].Height), (image.Width, image.Height));
            }
        }
    }

    [Fact]
    public void Decoded_files_agree_with_the_Pillow_of_this_machine()
    {
        string root = RepoPaths.SharedOrSkip("data", "image-formats");
        Assert.SkipUnless(File.Exists(Python), "there is no Python here");
        using var folder = new TemporaryFolder();
        string[] files = [.. s_exact.Keys, .. s_jpeg.Keys];
        RunPython([.. files.SelectMany((file, i) => new[] { Path.Combine(root, file), folder[$"{i}"] })]);
        List<string> beyond = [];
        for (int i = 0; i < files.Length; i++)
        {
            var image = Image.Load(Path.Combine(root, files[i]));
            byte[] expected = File.ReadAllBytes(folder[$"{i}"]);
            Assert.Equal(expected.Length, image.Pixels.Length);
            int[] differences = [.. expected.Zip(image.Pixels.ToArray(), (e, a) => Math.Abs(e - a))];
            var (_, _, largest, mean) = s_jpeg.GetValueOrDefault(files[i]);
            if (differences.Max() > largest || differences.Average() > mean)
            {
                beyond.Add($"{files[i]}: at most {differences.Max()}, on average {differences.Average():0.###}");
            }
        }

        Assert.Empty(beyond);
    }

    private static void RunPython(string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Python, ["-W", "ignore", "-c", Program, .. arguments]) { RedirectStandardError = true })!;
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.SkipWhen(error.Contains("No module named 'PIL'", StringComparison.Ordinal), "this Python has no Pillow");
        Assert.True(process.ExitCode == 0, error);
    }
}
