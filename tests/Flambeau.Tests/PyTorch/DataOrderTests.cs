using Flambeau.Data;
using Flambeau.Testing;
using Flambeau.Tests.Data;

namespace Flambeau.Tests.PyTorch;

/// <summary>The order of samples is the one that torch.utils.data draws.</summary>
[Collection(nameof(DefaultGeneratorCollection))]
public class DataOrderTests
{
    private static readonly GoldenFile s_golden = GoldenFile.Load("data");

    public static TheoryData<string> Loaders => [.. s_golden.Cases.Select(c => c.Name).Where(n => n.StartsWith("loader_"))];

    public static TheoryData<string> Splits => [.. s_golden.Cases.Select(c => c.Name).Where(n => n.StartsWith("split_"))];

    [Theory]
    [MemberData(nameof(Loaders))]
    public void Batches_over_three_epochs(string name)
    {
        var golden = s_golden[name];
        Rng.ManualSeed(0);
        var own = Own(golden);
        var loader = DataLoader.Of(
            new NumberDataset((int)golden.Integer("samples")),
            samples => samples.ToArray(),
            (int)golden.Integer("batch"),
            golden.Bool("shuffle"),
            golden.Bool("drop_last"),
            generator: own);
        double[][] expected = golden.Rows("batches");
        double[][] actual = [.. Enumerable.Range(0, 3).SelectMany(_ => loader).Select(batch => batch.Select(i => (double)i).ToArray())];
        Assert.Equal(expected, actual);
        Assert.Equal(expected.Length, 3 * loader.Count);
        Assert.Equal(golden.Integer("after"), Tensor.RandInt(1 << 30, [1]).Item<long>());
        if (own is not null)
        {
            Assert.Equal(golden.Integer("own_after"), Tensor.RandInt(1 << 30, [1], generator: own).Item<long>());
        }
    }

    [Theory]
    [MemberData(nameof(Splits))]
    public void Random_split(string name)
    {
        var golden = s_golden[name];
        Rng.ManualSeed(0);
        double[] lengths = golden.Numbers("lengths");
        var dataset = new NumberDataset((int)golden.Integer("samples"));
        var parts = lengths.Sum() < 1.5
            ? dataset.RandomSplit(lengths, Own(golden))
            : dataset.RandomSplit(Array.ConvertAll(lengths, n => (int)n), Own(golden));
        Assert.Equal(golden.Rows("parts"), parts.Select(part => part.Indices.Select(i => (double)i).ToArray()));
    }

    private static Generator? Own(GoldenCase golden) => golden.Has("own_seed") ? new Generator(golden.Integer("own_seed")) : null;
}
