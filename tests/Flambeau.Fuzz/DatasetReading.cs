using Flambeau.Vision;

namespace Flambeau.Fuzz;

/// <summary>Reads data sets of which one file is any bytes and the others are sound.</summary>
internal static class DatasetReading
{
    private const string Images = "t10k-images-idx3-ubyte";
    private const string Labels = "t10k-labels-idx1-ubyte";
    private const int MostSamples = 4;

    private static readonly byte[] s_images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 7, 8];
    private static readonly byte[] s_labels = [0, 0, 8, 1, 0, 0, 0, 2, 4, 9];

    private static readonly byte[] s_pickle = CifarSeeds.Pickle();

    private static readonly string s_root = Scratch.Folder();

    /// <summary>The bytes as pictures and as labels, plain and compressed.</summary>
    public static void ReadIdx(byte[] bytes)
    {
        bytes = Runs.Expand(bytes);
        foreach (string ending in (string[])["", ".gz"])
        {
            Try(() => new Mnist(Folder($"images{ending}", (Images + ending, bytes), (Labels, s_labels)), train: false));
            Try(() => new FashionMnist(Folder($"labels{ending}", (Images, s_images), (Labels + ending, bytes)), train: false));
        }
    }

    /// <summary>The bytes as records of both data sets, and as names of classes.</summary>
    public static void ReadCifar(byte[] bytes)
    {
        bytes = Runs.Expand(bytes);
        string folder = Folder("cifar", ("test_batch.bin", bytes), ("test.bin", bytes));
        Try(() => new Cifar10(folder, train: false));
        Try(() => new Cifar100(folder, train: false));
        string named = Folder("names", ("test.bin", [0, 0, .. Runs.Bytes(1)]), ("coarse_label_names.txt", bytes));
        Try(() => new Cifar100(named, train: false, coarse: true));
    }

    /// <summary>The bytes as pickles of both data sets, and of names of classes.</summary>
    public static void ReadCifarPickles(byte[] bytes)
    {
        bytes = Runs.Expand(bytes);
        string folder = Folder("pickles", ("test_batch", bytes), ("test", bytes), ("meta", bytes));
        Try(() => new Cifar10(folder, train: false));
        Try(() => new Cifar100(folder, train: false));
        Try(() => new Cifar100(folder, train: false, coarse: true));
        string named = Folder("meta", ("test", s_pickle), ("meta", bytes));
        Try(() => new Cifar100(named, train: false));
    }

    private static string Folder(string name, params ReadOnlySpan<(string Name, byte[] Bytes)> files)
    {
        string folder = Directory.CreateDirectory(Path.Combine(s_root, name)).FullName;
        foreach (var file in files)
        {
            File.WriteAllBytes(Path.Combine(folder, file.Name), file.Bytes);
        }

        return folder;
    }

    private static void Try(Func<ImageArrayDataset> read)
    {
        try
        {
            ImageArrayDataset dataset = read();
            for (int i = 0; i < Math.Min(dataset.Count, MostSamples); i++)
            {
                _ = dataset[i];
                _ = dataset.ImageAt(dataset.Count - 1 - i);
            }
        }
        catch (DatasetException)
        {
            // This is what damaged bytes are for.
        }
    }
}
