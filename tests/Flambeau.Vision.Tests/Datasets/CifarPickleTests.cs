using System.Diagnostics;
using System.Text;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Datasets;

/// <summary>CIFAR's Python version: pickled dicts with an array of numpy's.</summary>
public class CifarPickleTests
{
    private const string Python = "/usr/bin/python3";
    private const int PictureLength = 3072;

    // argv: a folder, the protocol of the pickles, whether keys are bytes
    private const string Program = """
        import numpy, os, pickle, sys
        folder, protocol, as_bytes = sys.argv[1], int(sys.argv[2]), sys.argv[3] == "True"
        key = (lambda k: k.encode()) if as_bytes else (lambda k: k)
        def write(name, values):
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            pickle.dump({key(k): v for k, v in values.items()}, open(os.path.join(folder, name), "wb"), protocol=protocol)
        def data(first):
            return numpy.array([[(first + r + i + i // 1024) % 256 for i in range(3072)] for r in range(2)], dtype="uint8")
        for b in range(1, 6):
            write(f"cifar-10-batches-py/data_batch_{b}", {"batch_label": f"training batch {b} of 5", "labels": [b, 9],
                  "data": data(10 * b), "filenames": [f"{b}.png", "z.png"]})
        write("cifar-10-batches-py/test_batch", {"data": numpy.asfortranarray(data(200)), "labels": [numpy.int64(3), 4]})
        write("cifar-100-python/test", {"data": data(0), "fine_labels": [99, 42], "coarse_labels": [19, 0]})
        write("cifar-100-python/meta", {"fine_label_names": [key(f"fine{i}") for i in range(100)],
              "coarse_label_names": [key(f"coarse{i}") for i in range(20)]})
        """;

    [Theory]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public void What_Python_writes_is_read(int protocol, bool areKeysBytes)
    {
        Assert.SkipUnless(File.Exists(Python), "there is no Python here");
        using var folder = new TemporaryFolder();
        using (var process = Process.Start(new ProcessStartInfo(Python, ["-c", Program, folder.Path, $"{protocol}", $"{areKeysBytes}"]) { RedirectStandardError = true })!)
        {
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.SkipWhen(error.Contains("No module named 'numpy'", StringComparison.Ordinal), "this Python has no numpy");
            Assert.True(process.ExitCode == 0, error);
        }

        var train = new Cifar10(folder.Path, train: true);
        Assert.Equal([1, 9, 2, 9, 3, 9, 4, 9, 5, 9], train.Labels);
        for (int i = 0; i < train.Count; i++)
        {
            AssertPicture((10 * ((i / 2) + 1)) + (i % 2), train.ImageAt(i));
        }

        var test = new Cifar10(folder["cifar-10-batches-py"], train: false);
        Assert.Equal([3, 4], test.Labels);
        AssertPicture(201, test.ImageAt(1));
        Assert.Equal("horse", test.Classes[7]);

        var fine = new Cifar100(folder.Path, train: false);
        Assert.Equal([99, 42], fine.Labels);
        Assert.Equal((100, "fine42"), (fine.Classes.Count, fine.Classes[42]));
        AssertPicture(1, fine.ImageAt(1));
        var coarse = new Cifar100(folder.Path, train: false, coarse: true);
        Assert.Equal([19, 0], coarse.Labels);
        Assert.Equal((20, "coarse19"), (coarse.Classes.Count, coarse.Classes[19]));
    }

    [Fact]
    public void The_published_form_of_Python_2_is_read()
    {
        using var folder = new TemporaryFolder();
        folder.Write("test_batch", Pickle(2, "labels", "]q\u0008(K\u0007K\u0000e", PictureLength));
        var dataset = new Cifar10(folder.Path, train: false);
        Assert.Equal([7, 0], dataset.Labels);
        AssertPicture(0, dataset.ImageAt(0));
        AssertPicture(1, dataset.ImageAt(1));
    }

    [Fact]
    public void The_binary_version_comes_first_where_both_are()
    {
        using var folder = new TemporaryFolder();
        folder.Write("cifar-10-batches-py/test_batch", Pickle(2, "labels", "]q\u0008(K\u0007K\u0000e", PictureLength));
        folder.Write("cifar-10-batches-bin/test_batch.bin", [5, .. new byte[PictureLength]]);
        Assert.Equal([5], new Cifar10(folder.Path, train: false).Labels);
    }

    [Theory]
    [InlineData("fine_labels", "]q\u0008(K\u0007K\u0000e", "there must be a list under 'labels', but there is not.")]
    [InlineData("labels", "]q\u0008(K\u0007e", "'labels' must have 2 integers, one for each picture, but has 1 values of which 1 are integers.")]
    [InlineData("labels", "]q\u0008(K\u0007Ne", "'labels' must have 2 integers, one for each picture, but has 2 values of which 1 are integers.")]
    [InlineData("labels", "]q\u0008(K\u0007K\u000ae", "the label of record 1 must lie between 0 and 9, but is 10.")]
    [InlineData("labels", "cos\nsystem\n", "key 'labels': the file asks for os.system, which is refused")]
    public void Wrong_contents_are_refused(string key, string labels, string problem)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("test_batch", Pickle(2, key, labels, PictureLength));
        string message = Assert.Throws<DatasetException>(() => new Cifar10(folder.Path, train: false)).Message;
        Assert.StartsWith($"'{path}': ", message, StringComparison.Ordinal);
        Assert.Contains(problem, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_arrays_and_names_are_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("test_batch", Pickle(2, "labels", "]q\u0008(K\u0007K\u0000e", PictureLength / 2));
        Assert.Equal(
            $"'{path}': 'data' must be uint8[pictures, 3072], but is uint8[2, 1536].",
            Assert.Throws<DatasetException>(() => new Cifar10(folder.Path, train: false)).Message);

        folder.Write("test", Pickle(2, "fine_labels", "]q\u0008(K\u0007K\u0000e", PictureLength));
        Assert.Equal("7", new Cifar100(folder.Path, train: false).Classes[7]);
        string meta = folder.Write("meta", Encoding.Latin1.GetBytes("}(U\u0010fine_label_names](U\u0001aee."));
        Assert.Contains("the pickle", Assert.Throws<DatasetException>(() => new Cifar100(folder.Path, train: false)).Message);
        File.WriteAllBytes(meta, Encoding.Latin1.GetBytes("}(U\u0010fine_label_names](U\u0001aeu."));
        Assert.Equal(
            $"'{meta}': there must be 100 names of classes, but there are 1.",
            Assert.Throws<DatasetException>(() => new Cifar100(folder.Path, train: false)).Message);
    }

    [Fact]
    public void Pictures_that_the_file_has_no_bytes_for_are_refused()
    {
        const int Count = 100_000;
        using var folder = new TemporaryFolder();
        string path = folder["test_batch"];
        Tensor expanded = Tensor.Zeros([1, 1], DType.UInt8).Expand(Count, PictureLength);
        Checkpoint.Save(path, new ValueDict { ["data"] = expanded, ["labels"] = Enumerable.Repeat<object?>(1L, Count).ToList() });

        Assert.Equal(
            $"'{path}': 'data' is uint8[100000, 3072], but the file has {new FileInfo(path).Length} bytes only.",
            Assert.Throws<DatasetException>(() => new Cifar10(folder.Path, train: false)).Message);
    }

    [Fact]
    public void Damaged_files_give_pictures_or_the_data_sets_exception()
    {
        using var folder = new TemporaryFolder();
        byte[] whole = Pickle(1, "labels", "]q\u0008K\u0007a", PictureLength);
        int structure = whole.AsSpan().IndexOf((byte)0xfe);
        var random = new Random(12);
        for (int round = 0; round < 1500; round++)
        {
            byte[] damaged = [.. whole];
            for (int edits = random.Next(1, 4); edits > 0; edits--)
            {
                // in front of the samples, or behind them
                int at = random.Next(structure + 60);
                damaged[at < structure ? at : whole.Length - 1 - (at - structure)] = (byte)random.Next(256);
            }

            folder.Write("test_batch", damaged[..(random.Next(4) == 0 ? random.Next(whole.Length) : whole.Length)]);
            Exception? error = Record.Exception(() => Assert.Equal(1, new Cifar10(folder.Path, train: false).Count));
            Assert.True(error is null or DatasetException, $"{Convert.ToHexStringLower(damaged.AsSpan(0, structure))}\n{error}");
        }
    }

    /// <summary>What Python 2 wrote: the array's bytes and all texts are strings.</summary>
    private static byte[] Pickle(int count, string labelKey, string labels, int length)
    {
        byte[] samples = [.. Enumerable.Range(0, count).SelectMany(r => Enumerable.Range(0, length).Select(i => Sample(r, i)))];
        samples[0] = count == 1 ? (byte)0xfe : samples[0];
        string number(int value) => $"M{(char)(value & 255)}{(char)(value >> 8)}";
        byte[] head = Encoding.Latin1.GetBytes(
            "\u0080\u0002}q\u0001(U\u000bbatch_labelq\u0002U\u0014testing batch 1 of 1U\u0004dataq\u0003cnumpy.core.multiarray\n_reconstruct\nq\u0004"
            + $"cnumpy\nndarray\nK\0\u0085U\u0001b\u0087Rq\u0005(K\u0001{number(count)}{number(length)}\u0086cnumpy\ndtype\nU\u0002u1K\0K\u0001\u0087R"
            + "(K\u0003U\u0001|NNNJ\u00ff\u00ff\u00ff\u00ffJ\u00ff\u00ff\u00ff\u00ffK\0tb\u0089T");
        byte[] tail = Encoding.Latin1.GetBytes($"tbU{(char)labelKey.Length}{labelKey}{labels}u.");
        return [.. head, .. BitConverter.GetBytes(samples.Length), .. samples, .. tail];
    }

    private static byte Sample(int first, int i) => (byte)(first + i + (i / 1024));

    private static void AssertPicture(int first, Image image)
    {
        Assert.Equal((32, 32, 3), (image.Width, image.Height, image.Channels));
        byte[] expected = [.. Enumerable.Range(0, 1024).SelectMany(p => new[] { Sample(first, p), Sample(first, p + 1024), Sample(first, p + 2048) })];
        Assert.Equal(expected, image.Pixels.ToArray());
    }
}
