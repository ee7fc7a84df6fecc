// One after the other: what the process takes is what one reader takes.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Flambeau.Fuzz.Tests;

/// <summary>
/// What fuzzing kept gives a value or the format's own exception, whole and cut short, in less processor time and memory than
/// <see cref="Budget"/> allows: far more than any input takes, so that only a reader out of bounds fails.
/// </summary>
public class CorpusTests
{
    private const int Cuts = 4;

    public static TheoryData<string> Targets => new(FuzzTarget.All.Keys.Where(target => target != FuzzTarget.Canary));

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_kept_input_is_read_within_the_budget(string target)
    {
        (string Name, byte[] Bytes)[] inputs = [.. Corpus.Of(target)];

        Assert.NotEmpty(inputs);
        foreach ((string name, byte[] bytes) in inputs)
        {
            Check(target, name, bytes);
            for (int cut = 1; cut < Cuts; cut++)
            {
                Check(target, name, bytes[..(bytes.Length * cut / Cuts)]);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Every_seed_is_read_within_the_budget(string target)
    {
        foreach (byte[] seed in FuzzTarget.All[target].Made())
        {
            Check(target, "seed", seed);
        }
    }

    [Fact]
    public void A_reader_that_lets_an_exception_out_is_noticed()
    {
        Assert.Throws<Serialization.CheckpointException>(() => Budget.Keep(FuzzTarget.All[FuzzTarget.Canary].Read, [1, 2, 3]));
    }

    private static void Check(string target, string name, byte[] bytes)
    {
        Exception? error = Record.Exception(() => Budget.Keep(FuzzTarget.All[target].Read, bytes));
        Assert.True(error is null, $"{target}, {name}, {bytes.Length} bytes: {Convert.ToHexStringLower(bytes)}\n{error}");
    }
}
