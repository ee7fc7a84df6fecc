using Flambeau.Data;

namespace Flambeau.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void A_subset_has_the_chosen_samples_in_order()
    {
        var subset = new Subset<int>(new NumberDataset(10), 7, 2, 7);
        Assert.Equal(3, subset.Count);
        Assert.Equal([7, 2, 7], Enumerable.Range(0, subset.Count).Select(i => subset[i]));
    }

    [Fact]
    public void A_subset_refuses_samples_that_do_not_exist()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new Subset<int>(new NumberDataset(3), 0, 3));
        Assert.StartsWith("Subset: sample 3 is out of range; the data set has 3 samples.", error.Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Subset<int>(new NumberDataset(3), 1)[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Subset<int>(new NumberDataset(3), -1));
    }

    [Fact]
    public void Tensors_of_different_lengths_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new TensorDataset(Tensor.Zeros(3, 2), Tensor.Zeros(2)));
        Assert.StartsWith(
            "TensorDataset: both tensors must have the same first dimension, but have not. inputs has shape [3, 2], targets has shape [2].", error.Message);
    }

    [Fact]
    public void A_tensor_dataset_gives_views()
    {
        var inputs = Tensor.Zeros(3, 2);
        var dataset = new TensorDataset(inputs, Tensor.Zeros(3));
        Assert.True(dataset[1].Input.SharesMemoryWith(inputs));
        Assert.Throws<ArgumentOutOfRangeException>(() => dataset[3]);
    }

    [Fact]
    public void Parts_must_add_up()
    {
        var error = Assert.Throws<ArgumentException>(() => new NumberDataset(10).RandomSplit([4, 5]));
        Assert.StartsWith("RandomSplit: the lengths must add up to the data set's 10 samples, but [4, 5] add up to 9.", error.Message);
        Assert.Throws<ArgumentException>(() => new NumberDataset(10).RandomSplit([0.4, 0.5]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberDataset(10).RandomSplit([11, -1]));
    }
}
