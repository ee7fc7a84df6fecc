using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Models;

/// <summary>The deepest networks begin with torchvision's numbers, and leave the stream of random numbers where it does.</summary>
[Collection(nameof(DefaultGeneratorCollection))]
public class TorchvisionInitTests
{
    private static readonly GoldenFile s_golden = GoldenFile.Load("vision_init");

    public static TheoryData<string> All => [.. s_golden.Cases.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Weights_from_seed_0_are_torchvisions(string name)
    {
        var golden = s_golden[name];
        Rng.ManualSeed(0);
        var state = ModelRegistry.Create(name, 10).StateDict();
        float next = Tensor.Rand(1).Item<float>();

        foreach (var tensor in golden.Children("tensors"))
        {
            float[] values = state[tensor.Name].ToArray<float>();
            double[] facts = tensor.Numbers("facts");

            // normal numbers come from a logarithm and a cosine, whose last bits are not everywhere the same
            Assert.Equal(facts[0], values[0], 1e-6 * Math.Abs(facts[0]));
            Assert.Equal(facts[1], values[^1], 1e-6 * Math.Abs(facts[1]));
            Assert.Equal(facts[2], values.Sum(value => (double)value), 1e-5);
            Assert.Equal(facts[3], values.Sum(value => (double)value * value), 1e-6 * facts[3]);
        }

        Assert.Equal((float)golden.Number("next"), next);
    }
}
