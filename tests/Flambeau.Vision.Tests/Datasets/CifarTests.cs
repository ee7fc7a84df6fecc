using System.IO.Compression;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Datasets;

public class CifarTests
{
    private const int Record = 3072;

    [Fact]
    public void Records_become_pictures_and_labels()
    {
        using var folder = new TemporaryFolder();
        for (int i = 1; i <= 5; i++)
        {
            folder.Write($"cifar-10-batches-bin/data_batch_{i}.bin", [.. RecordOf(10 * i, (byte)i), .. RecordOf((10 * i) + 1, 9)]);
        }

        folder.Write("cifar-10-batches-bin/test_batch.bin", RecordOf(3, 0));
        var train = new Cifar10(folder.Path, train: true);
        Assert.Equal([1, 9, 2, 9, 3, 9, 4, 9, 5, 9], train.Labels);
        Assert.Equal("truck", train.Classes[9]);
        for (int i = 0; i < train.Count; i++)
        {
            int first = (10 * ((i / 2) + 1)) + (i % 2);
            Assert.Equal([(byte)first, (byte)(first + 1), (byte)(first + 2)], train.ImageAt(i).Pixels[..3].ToArray());
            Assert.Equal(new Shape(3, 32, 32), train[i].Image.Shape);
        }

        // pixel 33 is the second one of the second row
        Assert.Equal((3 + 33 + 1) / 255f, new Cifar10(folder["cifar-10-batches-bin"], train: false)[0].Image[1, 1, 1].Item<float>());
    }

    [Fact]
    public void Real_pictures_survive_the_binary_format()
    {
        string zip = RepoPaths.SharedOrSkip("data", "cifar10-png", "cifar10_test_10000_png.zip");
        using var folder = new TemporaryFolder();
        List<byte> binary = [];
        using (var archive = ZipFile.OpenRead(zip))
        {
            foreach (var entry in archive.Entries.Where((_, i) => i % 1000 < 2))
            {
                using var stream = entry.Open();
                using var copy = new MemoryStream();
                stream.CopyTo(copy);
                folder.Write(entry.FullName, copy.ToArray());
            }
        }

        var pictures = new ImageFolder(folder["test"]);
        Assert.Equal(20, pictures.Count);
        for (int i = 0; i < pictures.Count; i++)
        {
            byte[] pixels = Image.Load(pictures.Paths[i]).Pixels.ToArray();
            binary.Add((byte)pictures.Labels[i]);
            binary.AddRange(Enumerable.Range(0, 3).SelectMany(c => Enumerable.Range(0, 1024).Select(p => pixels[(3 * p) + c])));
        }

        folder.Write("test_batch.bin", [.. binary]);
        var dataset = new Cifar10(folder.Path, train: false);
        Assert.Equal(pictures.Classes, dataset.Classes);
        Assert.Equal(pictures.Labels, dataset.Labels);
        for (int i = 0; i < pictures.Count; i++)
        {
            TensorAssert.Equal(pictures[i].Image, dataset[i].Image);
        }
    }

    [Fact]
    public void The_hundred_classes_have_two_labels_of_which_the_second_counts()
    {
        using var folder = new TemporaryFolder();
        folder.Write("test.bin", [5, .. RecordOf(1, 99), 200, .. RecordOf(2, 42)]);
        var dataset = new Cifar100(folder.Path, train: false);
        Assert.Equal([99, 42], dataset.Labels);
        Assert.Equal("42", dataset.Classes[42]);

        folder.Write("fine_label_names.txt", System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 100).Select(i => $"class{i}\n"))));
        Assert.Equal("class42", new Cifar100(folder.Path, train: false).Classes[42]);
        Assert.Equal(
            "the label of record 1 must lie between 0 and 19, but is 200. (at byte 3074)",
            Assert.Throws<DatasetException>(() => new Cifar100(folder.Path, train: false, coarse: true)).Message.Split("': ")[1]);
        folder.Write("test.bin", [5, .. RecordOf(1, 99), 19, .. RecordOf(2, 42)]);
        var coarse = new Cifar100(folder.Path, train: false, coarse: true);
        Assert.Equal([5, 19], coarse.Labels);
        Assert.Equal(20, coarse.Classes.Count);
        Assert.Equal("5", coarse.Classes[5]);
        folder.Write("fine_label_names.txt", "a\n"u8.ToArray());
        Assert.Contains("there must be 100 names of classes, but there are 1.", Assert.Throws<DatasetException>(() => new Cifar100(folder.Path, train: false)).Message);
    }

    [Fact]
    public void Missing_truncated_and_wrong_files_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(
            $"'{folder.Path}': there is neither test_batch.bin (the binary version) nor test_batch (the Python version), nor the folder "
            + "cifar-10-batches-bin or cifar-10-batches-py with it; the data set is needed unpacked.",
            Assert.Throws<DatasetException>(() => new Cifar10(folder.Path, train: false)).Message);

        string path = folder.Write("test_batch.bin", [.. RecordOf(1, 3), .. RecordOf(1, 3)[..^1]]);
        Assert.Equal(
            $"'{path}': the file must consist of records of 3073 bytes, but has 6145 bytes. (at byte 3073)",
            Assert.Throws<DatasetException>(() => new Cifar10(folder.Path, train: false)).Message);

        folder.Write("test_batch.bin", [.. RecordOf(1, 3), .. RecordOf(1, 10)]);
        Assert.Equal(
            $"'{path}': the label of record 1 must lie between 0 and 9, but is 10. (at byte 3073)",
            Assert.Throws<DatasetException>(() => new Cifar10(folder.Path, train: false)).Message);

        folder.Write("data_batch_1.bin", RecordOf(1, 1));
        Assert.Equal($"'{folder["data_batch_2.bin"]}': the file is missing.", Assert.Throws<DatasetException>(() => new Cifar10(folder.Path, train: true)).Message);
    }

    private static byte[] RecordOf(int first, byte label) =>
        [label, .. Enumerable.Range(0, Record).Select(i => (byte)(first + i + (i / 1024)))];
}
