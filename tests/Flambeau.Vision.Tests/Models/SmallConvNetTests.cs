using Flambeau.Data;
using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Vision.Tests.Models;

[Collection(nameof(DefaultGeneratorCollection))]
public class SmallConvNetTests
{
    [Fact]
    public void Learns_the_digits()
    {
        Rng.ManualSeed(0);
        var model = new SmallConvNet();
        var loader = new DataLoader(Digits.Load(train: true), batchSize: 64, shuffle: true);
        var optimizer = new AdamW(model.Parameters(), lr: 3e-3);
        var schedule = new CosineAnnealingLR(optimizer, tMax: 8);
        for (int epoch = 0; epoch < 8; epoch++)
        {
            foreach (var (images, labels) in loader)
            {
                optimizer.ZeroGrad();
                F.CrossEntropy(model.Call(images), labels).Backward();
                optimizer.Step();
            }

            schedule.Step();
        }

        Assert.InRange(Accuracy(model), 0.98, 1);
    }

    [Theory]
    [InlineData(4, 4)]
    [InlineData(8, 8)]
    [InlineData(28, 28)]
    [InlineData(32, 47)]
    public void Takes_pictures_of_any_size(int height, int width)
    {
        Assert.Equal(new Shape(2, 10), new SmallConvNet().Call(Tensor.Zeros(2, 1, height, width)).Shape);
    }

    private static double Accuracy(SmallConvNet model)
    {
        model.Eval();
        using (GradMode.Inference())
        {
            var test = Digits.Load(train: false);
            long right = model.Call(test.Images).ArgMax(1).ToArray<long>().Zip(test.Labels).LongCount(pair => pair.First == pair.Second);
            return (double)right / test.Count;
        }
    }
}
