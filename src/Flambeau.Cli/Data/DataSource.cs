using Flambeau.Data;
using Flambeau.Vision;

namespace Flambeau.Cli.Data;

/// <summary>Finds out what kind of data a folder holds and loads it.</summary>
internal static class DataSource
{
    private const double TestShare = 0.2;
    private const int MnistSize = 28;

    private static readonly float[] s_digitsMean = [0.3053f];
    private static readonly float[] s_digitsStd = [0.3760f];
    private static readonly float[] s_mnistMean = [0.1307f];
    private static readonly float[] s_mnistStd = [0.3081f];
    private static readonly float[] s_imageNetMean = [0.485f, 0.456f, 0.406f];
    private static readonly float[] s_imageNetStd = [0.229f, 0.224f, 0.225f];
    private static readonly string[] s_testFolders = ["test", "val", "valid"];

    /// <summary>The data in a folder, or the embedded digits when there is no folder.</summary>
    /// <param name="folder">Holds the MNIST files, or class folders of images, or such folders under train and test (or val).</param>
    /// <param name="framing">How images of a folder are brought to the network's input.</param>
    /// <param name="seed">Splits a folder that has no test images of its own.</param>
    /// <exception cref="CliException">There is no such folder.</exception>
    public static ImageData Load(string? folder, Framing framing, long seed)
    {
        if (folder is null)
        {
            return LoadDigits();
        }

        if (!Directory.Exists(folder))
        {
            throw new CliException($"{folder}: there is no such folder.");
        }

        return Mnist.IsIn(folder) ? LoadMnist(folder) : LoadFolder(folder, framing, seed);
    }

    private static ImageData LoadDigits()
    {
        var preprocessing = new Preprocessing(1, Framing.Usual(Digits.Size), s_digitsMean, s_digitsStd);
        var normalize = new Normalize(s_digitsMean, s_digitsStd);
        var train = Digits.Load(train: true);
        return new ImageData
        {
            Name = "digits",
            Classes = [.. train.Classes],
            Preprocessing = preprocessing,
            Train = train.Map(sample => (normalize.Apply(sample.Image), sample.Label)),
            Test = Digits.Load(train: false).Map(sample => (normalize.Apply(sample.Image), sample.Label)),
        };
    }

    private static ImageData LoadMnist(string folder)
    {
        var preprocessing = new Preprocessing(1, Framing.Usual(MnistSize), s_mnistMean, s_mnistStd);
        var train = new Mnist(folder, train: true, preprocessing.Apply);
        return new ImageData
        {
            Name = "MNIST",
            Classes = [.. train.Classes],
            Preprocessing = preprocessing,
            Train = train,
            Test = new Mnist(folder, train: false, preprocessing.Apply),
        };
    }

    private static ImageData LoadFolder(string folder, Framing framing, long seed)
    {
        var preprocessing = new Preprocessing(3, framing, s_imageNetMean, s_imageNetStd);
        string trainFolder = Path.Combine(folder, "train");
        string? testFolder = s_testFolders.Select(name => Path.Combine(folder, name)).FirstOrDefault(Directory.Exists);
        if (Directory.Exists(trainFolder) && testFolder is not null)
        {
            var train = new ImageFolder(trainFolder, preprocessing.Apply);
            var test = new ImageFolder(testFolder, preprocessing.Apply);
            return train.Classes.SequenceEqual(test.Classes)
                ? Of(folder, train.Classes, preprocessing, train, test)
                : throw new CliException($"{folder}: train and {Path.GetFileName(testFolder)} must have the same class folders, but have {string.Join(", ", train.Classes)} and {string.Join(", ", test.Classes)}.");
        }

        var all = new ImageFolder(folder, preprocessing.Apply);
        int testCount = Math.Max(1, (int)(all.Count * TestShare));
        var parts = all.RandomSplit([all.Count - testCount, testCount], new Generator(seed));
        return Of(folder, all.Classes, preprocessing, parts[0], parts[1]);
    }

    private static ImageData Of(
        string folder,
        IReadOnlyList<string> classes,
        Preprocessing preprocessing,
        IDataset<(Tensor Image, long Label)> train,
        IDataset<(Tensor Image, long Label)> test) => new()
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))),
            Classes = [.. classes],
            Preprocessing = preprocessing,
            Train = train,
            Test = test,
        };
}
