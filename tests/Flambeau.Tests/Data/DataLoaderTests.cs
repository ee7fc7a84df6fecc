using Flambeau.Data;
using Flambeau.Testing;

namespace Flambeau.Tests.Data;

public class DataLoaderTests
{
    [Fact]
    public void Labelled_samples_become_images_and_labels()
    {
        var dataset = new NumberDataset(5).Map(i => (Tensor.Full([1, 2, 2], i, DType.Float32), (long)i));
        var batches = new DataLoader(dataset, batchSize: 2).ToArray();

        Assert.Equal([new Shape(2, 1, 2, 2), new Shape(2, 1, 2, 2), new Shape(1, 1, 2, 2)], batches.Select(b => b.Images.Shape));
        Assert.Equal([0, 1, 2, 3, 4], batches.SelectMany(b => b.Labels.ToArray<long>()));
        TensorAssert.Equal([2, 2, 2, 2, 3, 3, 3, 3], batches[1].Images);
    }

    [Fact]
    public void Pairs_of_tensors_are_stacked()
    {
        var dataset = new TensorDataset(Tensor.Arange(6, DType.Float32).Reshape(3, 2), Tensor.From([5L, 6, 7]));
        var loader = new DataLoader(dataset, batchSize: 2, dropLast: true);
        var (inputs, targets) = Assert.Single(loader);

        TensorAssert.Equal(Tensor.From([0f, 1, 2, 3], 2, 2), inputs);
        TensorAssert.Equal(Tensor.From([5L, 6]), targets);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(20)]
    public void Workers_change_nothing(int numWorkers)
    {
        int[][] plain = [.. Loader(0)];
        int[][] ahead = [.. Loader(numWorkers)];
        Assert.Equal(plain, ahead);

        static DataLoader<int[]> Loader(int numWorkers) => DataLoader.Of(
            new NumberDataset(37), batch => batch.ToArray(), batchSize: 4, shuffle: true, numWorkers: numWorkers, generator: new Generator(3));
    }

    [Fact]
    public void Samples_of_different_shapes_are_refused()
    {
        var dataset = new NumberDataset(3).Map(i => (Tensor.Zeros(1, 2 + (i / 2)), 0L));
        var error = Assert.Throws<ArgumentException>(() => new DataLoader(dataset, batchSize: 3).ToArray());
        Assert.StartsWith(
            "Collate: all samples of a batch must have one shape, but sample 0 of the batch has shape [1, 2] and sample 2 has shape [1, 3].", error.Message);
    }

    [Fact]
    public void An_empty_data_set_has_no_batches()
    {
        Assert.Empty(DataLoader.Of(new NumberDataset(0), batch => batch.Count, batchSize: 4, shuffle: true));
    }

    [Theory]
    [InlineData(0, 0, 2)]
    [InlineData(-1, 0, 2)]
    [InlineData(1, -1, 2)]
    [InlineData(1, 1, 0)]
    public void Sizes_must_make_sense(int batchSize, int numWorkers, int prefetchFactor) => Assert.Throws<ArgumentOutOfRangeException>(
        () => DataLoader.Of(new NumberDataset(1), batch => batch.Count, batchSize, numWorkers: numWorkers, prefetchFactor: prefetchFactor));
}
