using System.Text.Json;
using Flambeau.Testing;
using Flambeau.Tests.PyTorch;

namespace Flambeau.Tests.Serialization;

/// <summary>A training that begins in PyTorch, goes on here and ends in PyTorch, as if it had never moved.</summary>
[Collection(nameof(DefaultGeneratorCollection))]
public sealed class TrainingHandOverTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("flambeau-training").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(SmallTraining.Names), MemberType = typeof(SmallTraining))]
    public void From_Python_to_CSharp_and_back(string optimizer)
    {
        string begun = Path.Combine(_folder, "begun.pt"), continued = Path.Combine(_folder, "continued.pt");
        double[] whole = Torch("whole", optimizer, begun, "3", "9");

        Rng.ManualSeed(77);
        var training = new SmallTraining(optimizer);
        training.State.Load(begun);
        Assert.Equal(3, training.State.Epoch);
        Assert.Equal(0.25, training.State.Extra.GetDouble("best"));
        double[] here = training.Steps(3);
        training.State.Save(continued);
        double[] back = Torch("resume", optimizer, continued, "3");

        // Sums in another order, over six steps; a wrong schedule, moment or random number gives 1e-2 and more.
        AssertClose(whole[3..6], here);
        AssertClose(whole[6..], back);
    }

    [Theory]
    [MemberData(nameof(SmallTraining.Names), MemberType = typeof(SmallTraining))]
    public void From_CSharp_to_Python_and_back(string optimizer)
    {
        string begun = Path.Combine(_folder, "begun.pt"), continued = Path.Combine(_folder, "continued.pt");
        Rng.ManualSeed(3);
        var whole = new SmallTraining(optimizer);
        whole.State.Extra["best"] = 0.25;
        whole.Steps(3);
        whole.State.Save(begun);
        double[] expected = whole.Steps(6);

        double[] there = Torch("resume", optimizer, begun, "3", continued);
        Rng.ManualSeed(77);
        var training = new SmallTraining(optimizer);
        training.State.Load(continued);

        AssertClose(expected[..3], there);
        Assert.Equal(6, training.State.Epoch);
        AssertClose(expected[3..], training.Steps(3));
    }

    [Theory]
    [MemberData(nameof(SmallTraining.Names), MemberType = typeof(SmallTraining))]
    public void Before_the_first_step_it_can_be_handed_over_too(string optimizer)
    {
        string begun = Path.Combine(_folder, "begun.pt");
        Rng.ManualSeed(3);
        var whole = new SmallTraining(optimizer);
        whole.State.Extra["best"] = 0.25;
        whole.State.Save(begun);

        AssertClose(whole.Steps(2), Torch("resume", optimizer, begun, "2"));
    }

    private static void AssertClose(double[] expected, double[] actual) =>
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) <= 2e-5 * Math.Abs(a));

    private static double[] Torch(params string[] arguments)
    {
        RealPython.SkipWithoutTorch();
        return JsonSerializer.Deserialize<double[]>(
            RealPython.RunScript(RepoPaths.Combine("tests", "Flambeau.Tests", "Serialization", "training.py"), arguments))!;
    }
}
