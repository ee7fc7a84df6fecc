using System.Buffers.Binary;
using System.IO.Compression;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Datasets;

public class MnistTests
{
    [Fact]
    public void Reads_the_real_files()
    {
        string folder = RepoPaths.SharedOrSkip("data", "mnist-idx");
        var train = new Mnist(folder, train: true);
        var test = new Mnist(folder, train: false);

        Assert.Equal((60000, 10000), (train.Count, test.Count));
        Assert.Equal([5, 0, 4, 1, 9, 2, 1, 3, 1, 4], train.Labels.Take(10));
        var (image, label) = test[0];
        Assert.Equal(new Shape(1, 28, 28), image.Shape);
        Assert.Equal(7, label);
        // the mean of the training images that everybody normalises with
        Assert.Equal(0.1307, Enumerable.Range(0, 60000).Average(i => train.ImageAt(i).Pixels.ToArray().Average(p => p / 255.0)), 4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_plain_and_compressed_files(bool compressed)
    {
        using var folder = Folder(Images(2, 2, 3), Labels(4, 9), compressed);
        var dataset = new Mnist(folder.Path, train: true);

        Assert.Equal([4L, 9L], dataset.Labels);
        var (image, label) = dataset[1];
        Assert.Equal(9, label);
        TensorAssert.Equal(Tensor.From([6 / 255f, 7 / 255f, 8 / 255f, 9 / 255f, 10 / 255f, 11 / 255f], 1, 2, 3), image);
        Assert.True(Mnist.IsIn(folder.Path));

        var fashion = new FashionMnist(folder.Path, train: true);
        Assert.Equal(("Coat", "Ankle boot"), (fashion.Classes[(int)fashion.Labels[0]], fashion.Classes[(int)fashion.Labels[1]]));
        TensorAssert.Equal(image, fashion[1].Image);
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset[2]);
    }

    [Fact]
    public void Takes_a_transform()
    {
        using var folder = Folder(Images(1, 2, 3), Labels(1));
        var dataset = new Mnist(folder.Path, train: true, image => Tensor.From([(float)image.Width, image.Height]));
        TensorAssert.Equal([3, 2], dataset[0].Image);
    }

    public static TheoryData<string, byte[], byte[], string> Damage => new()
    {
        { "images", Idx(0x0801, [2], [1, 2]), Labels(1, 2), "the file must start with 0x00000803 (bytes in 3 dimensions), but starts with 0x00000801. (at byte 0)" },
        { "images", Images(2, 2, 3)[..^1], Labels(1, 2), "the header promises 12 bytes of data, but the file ends after 11. (at byte 27)" },
        { "images", [.. Images(2, 2, 3), 0], Labels(1, 2), "the header promises 12 bytes of data, but more follow. (at byte 28)" },
        { "images", Images(2, 2, 3)[..9], Labels(1, 2), "the file ends inside its header. (at byte 9)" },
        { "images", [], Labels(1, 2), "the file ends inside its header. (at byte 0)" },
        { "images", Idx(0x0803, [2, -1, 3], []), Labels(1, 2), "dimension 1 has the impossible size -1. (at byte 8)" },
        { "images", Idx(0x0803, [1 << 30, 1 << 30, 3], []), Labels(1, 2), "dimension 1 has the impossible size 1073741824. (at byte 8)" },
        { "images", Idx(0x0803, [2000, 1000, 1000], [1]), Labels(1, 2), "the header promises 2000000000 bytes of data, but the file ends after 1. (at byte 17)" },
        { "labels", Images(2, 2, 3), Labels(1, 10), "label 1 must lie between 0 and 9, but is 10. (at byte 9)" },
        { "labels", Images(2, 2, 3), Labels(1, 2)[..^1], "the header promises 2 bytes of data, but the file ends after 1. (at byte 9)" },
    };

    [Theory]
    [MemberData(nameof(Damage))]
    public void Damage_is_named_with_file_and_offset(string file, byte[] images, byte[] labels, string problem)
    {
        using var folder = Folder(images, labels);
        var error = Assert.Throws<DatasetException>(() => new Mnist(folder.Path, train: true));
        string name = file == "images" ? "train-images-idx3-ubyte" : "train-labels-idx1-ubyte";
        Assert.Equal($"'{Path.Combine(folder.Path, name)}': {problem}", error.Message);
    }

    [Fact]
    public void Different_counts_are_refused()
    {
        using var folder = Folder(Images(2, 2, 3), Labels(1));
        var error = Assert.Throws<DatasetException>(() => new Mnist(folder.Path, train: true));
        Assert.Equal(
            $"'{folder.Path}/train-images-idx3-ubyte': there are 2 images, but '{folder.Path}/train-labels-idx1-ubyte' has 1 labels. (at byte 4)", error.Message);
    }

    [Fact]
    public void Missing_folders_and_files_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal($"'{folder.Path}/none': there is no such folder.", Assert.Throws<DatasetException>(() => new Mnist(folder.Path + "/none", true)).Message);
        Assert.Equal(
            $"'{folder.Path}': the file t10k-labels-idx1-ubyte (or t10k-labels-idx1-ubyte.gz) is missing.",
            Assert.Throws<DatasetException>(() => new Mnist(folder.Path, train: false)).Message);
    }

    [Fact]
    public void A_truncated_compressed_file_is_refused()
    {
        using var folder = Folder(Images(2, 2, 3), Labels(1, 2), compressed: true);
        string path = Path.Combine(folder.Path, "train-images-idx3-ubyte.gz");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..20]);
        Assert.StartsWith($"'{path}': ", Assert.Throws<DatasetException>(() => new Mnist(folder.Path, train: true)).Message);

        File.WriteAllBytes(path, [1, 2, 3, 4, 5]);
        Assert.StartsWith($"'{path}': the file cannot be decompressed: ", Assert.Throws<DatasetException>(() => new Mnist(folder.Path, train: true)).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Damaged_files_give_pictures_or_the_data_sets_exception(bool compressed)
    {
        using var folder = Folder(Images(2, 2, 3), Labels(1, 2), compressed);
        string path = Directory.GetFiles(folder.Path, "*images*").Single();
        byte[] whole = File.ReadAllBytes(path);
        var random = new Random(13);
        for (int round = 0; round < 1500; round++)
        {
            byte[] damaged = whole[..(random.Next(4) == 0 ? random.Next(whole.Length) : whole.Length)];
            for (int edits = random.Next(1, 4); edits > 0 && damaged.Length > 0; edits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            File.WriteAllBytes(path, damaged);
            Exception? error = Record.Exception(() => new Mnist(folder.Path, train: true).ImageAt(1));
            Assert.True(error is null or DatasetException, $"{Convert.ToHexStringLower(damaged)}\n{error}");
        }
    }

    private static byte[] Images(int count, int height, int width) =>
        Idx(0x0803, [count, height, width], [.. Enumerable.Range(0, count * height * width).Select(i => (byte)i)]);

    private static byte[] Labels(params byte[] labels) => Idx(0x0801, [labels.Length], labels);

    private static byte[] Idx(int magic, int[] sizes, byte[] data)
    {
        byte[] result = new byte[4 * (1 + sizes.Length)];
        BinaryPrimitives.WriteInt32BigEndian(result, magic);
        for (int d = 0; d < sizes.Length; d++)
        {
            BinaryPrimitives.WriteInt32BigEndian(result.AsSpan(4 * (d + 1)), sizes[d]);
        }

        return [.. result, .. data];
    }

    private static TemporaryFolder Folder(byte[] images, byte[] labels, bool compressed = false)
    {
        var folder = new TemporaryFolder();
        string ending = compressed ? ".gz" : "";
        folder.Write("train-images-idx3-ubyte" + ending, compressed ? Compress(images) : images);
        folder.Write("train-labels-idx1-ubyte" + ending, compressed ? Compress(labels) : labels);
        return folder;
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return target.ToArray();
    }
}
