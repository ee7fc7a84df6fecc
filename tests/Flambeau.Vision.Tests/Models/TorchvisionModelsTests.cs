using System.Security.Cryptography;
using System.Text;
using Flambeau.Testing;

namespace Flambeau.Vision.Tests.Models;

[Collection(nameof(DefaultGeneratorCollection))]
public class TorchvisionModelsTests
{
    private static readonly GoldenFile s_golden = GoldenFile.Load("vision_models");

    public static TheoryData<string> All => [.. s_golden.Cases.Select(c => c.Name)];

    public static TheoryData<string> WithOutputs => [.. s_golden.Cases.Where(c => c.Has("size")).Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Entries_are_torchvisions(string name)
    {
        var golden = s_golden[name];
        var model = ModelRegistry.Create(name, 1000);
        var state = model.StateDict();
        string lines = string.Concat(state.Select(entry => $"{entry.Key} {entry.Value.Shape}\n"));

        Assert.Equal(golden.Integer("parameters"), model.Parameters().Sum(parameter => (long)parameter.Numel));
        Assert.Equal(golden.Integer("entries"), state.Count);
        Assert.Equal(golden.Text("sha256"), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(lines))));
    }

    [Theory]
    [MemberData(nameof(WithOutputs))]
    public void Outputs_from_seed_0_are_torchvisions(string name)
    {
        var golden = s_golden[name];
        int size = (int)golden.Integer("size");
        Rng.ManualSeed(0);
        var model = ModelRegistry.Create(name, 50);
        model.Eval();
        var picture = Tensor.Rand(1, 3, size, size);
        using (GradMode.Inference())
        {
            double[] expected = golden.Numbers("outputs");
            TensorAssert.Close(expected, model.Call(picture), atol: 1e-5 * expected.Max(Math.Abs), rtol: 0, what: name);
        }
    }
}
