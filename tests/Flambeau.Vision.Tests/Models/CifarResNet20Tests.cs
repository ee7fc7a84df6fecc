using System.IO.Compression;
using Flambeau.NN;
using Flambeau.Serialization;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Models;

[Collection(nameof(DefaultGeneratorCollection))]
public class CifarResNet20Tests
{
    private const string Prefix = "module.";

    [Fact]
    public void Weights_of_an_old_PyTorch_classify_all_test_pictures_as_their_author_says()
    {
        string weights = RepoPaths.SharedOrSkip("weights", "cifar10-resnet20", "resnet20-12fca82f.th");
        string pictures = RepoPaths.SharedOrSkip("data", "cifar10-png", "cifar10_test_10000_png.zip");
        var saved = Checkpoint.LoadStateDict(weights);
        Assert.All(saved.Keys, key => Assert.StartsWith(Prefix, key, StringComparison.Ordinal));
        var net = new CifarResNet(blocksPerStage: 3);
        Assert.True(net.LoadStateDict(saved, new LoadOptions { StripPrefix = Prefix }).IsComplete);
        net.Eval();

        int correct = 0;
        int count = 0;
        using (GradMode.Inference())
        {
            foreach (var batch in Read(pictures).Chunk(500))
            {
                long[] found = net.Call(Batch(batch)).ArgMax(1).ToArray<long>();
                correct += batch.Zip(found).Count(pair => pair.First.Label == pair.Second);
                count += batch.Length;
            }
        }

        // 91.73 %; another vector width may round one or two borderline pictures to the other side
        Assert.Equal(10_000, count);
        Assert.InRange(correct, 9_171, 9_175);
    }

    private static Tensor Batch((byte[] Bytes, int Label)[] pictures)
    {
        var transform = new Compose(new ToTensor(), Normalize.ImageNet);
        return Tensor.Stack(pictures.AsParallel().AsOrdered().Select(picture => transform.Apply(Image.Decode(picture.Bytes))).ToArray());
    }

    private static IEnumerable<(byte[] Bytes, int Label)> Read(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        var entries = zip.Entries.Where(entry => entry.Name.EndsWith(".png", StringComparison.Ordinal)).ToList();
        var classes = entries.Select(ClassOf).Distinct().Order(StringComparer.Ordinal).ToList();
        foreach (var entry in entries)
        {
            byte[] bytes = new byte[entry.Length];
            using var stream = entry.Open();
            stream.ReadExactly(bytes);
            yield return (bytes, classes.IndexOf(ClassOf(entry)));
        }
    }

    private static string ClassOf(ZipArchiveEntry entry) => Path.GetFileName(Path.GetDirectoryName(entry.FullName)!);
}
