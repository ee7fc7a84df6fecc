using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Datasets;

public class DigitsTests
{
    [Fact]
    public void Both_parts_together_are_all_digits()
    {
        var train = Digits.Load(train: true);
        var test = Digits.Load(train: false);

        Assert.Equal(1797, train.Count + test.Count);
        Assert.Equal(new Shape(train.Count, 1, 8, 8), train.Images.Shape);
        // scikit-learn: load_digits().data.sum() is 561718, the classes have 178, 182, ... samples
        Assert.Equal(561718, (train.Images.Sum().Item() + test.Images.Sum().Item()) * 16, 0.5);
        Assert.Equal(
            [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
            train.Labels.Concat(test.Labels).CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
    }

    [Fact]
    public void The_split_is_stratified()
    {
        var test = Digits.Load(train: false);
        Assert.Equal([35, 36, 35, 36, 36, 36, 36, 35, 34, 36], test.Labels.CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value));
        Assert.Equal(10, test.Classes.Count);
    }

    [Fact]
    public void The_first_sample_is_scikit_learns()
    {
        var (image, label) = Digits.Load(train: true)[0];
        Assert.Equal(0, label);
        Assert.Equal(new Shape(1, 8, 8), image.Shape);
        TensorAssert.Equal([0, 0, 5 / 16.0, 13 / 16.0, 9 / 16.0, 1 / 16.0, 0, 0], image[0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => Digits.Load(train: true)[-1]);
    }
}
