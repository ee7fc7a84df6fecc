using System.Diagnostics;
using Flambeau.Testing;

namespace Flambeau.Tests.Readme;

public class ReadmeTests
{
    [Fact]
    public async Task The_example_compiles_and_writes_a_checkpoint()
    {
        string readme = await File.ReadAllTextAsync(RepoPaths.Combine("README.md"), TestContext.Current.CancellationToken);
        int start = readme.IndexOf("```csharp\n", StringComparison.Ordinal) + "```csharp\n".Length;
        string code = readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)];
        string folder = Directory.CreateTempSubdirectory("flambeau-readme").FullName;
        try
        {
            string project = RepoPaths.Combine("src", "Flambeau", "Flambeau.csproj");
            string header = $"#:project {project}\n#:property PublishAot=false\n#:property TreatWarningsAsErrors=false\n";
            await File.WriteAllTextAsync(Path.Combine(folder, "example.cs"), header + code, TestContext.Current.CancellationToken);
            var (exitCode, output) = await RunAsync(folder, "run", "-c", "Release", "example.cs");
            Assert.True(exitCode == 0, output);
            Assert.Equal(
                ["conv1.weight", "conv1.bias", "fc1.weight", "fc1.bias"],
                Flambeau.Serialization.Checkpoint.LoadStateDict(Path.Combine(folder, "net.pt")).Keys);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_error_it_quotes_is_the_one_that_is_thrown()
    {
        string readme = File.ReadAllText(RepoPaths.Combine("README.md"));
        var error = Assert.Throws<ArgumentException>(() => new Net().Call(Tensor.Zeros(64, 400)));
        Assert.Contains(error.Message, readme, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", args) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output + await error);
    }

    private sealed class Net : Flambeau.NN.Module<Tensor, Tensor>
    {
        private readonly Flambeau.NN.Linear _fc1 = new(576, 10);

        protected override Tensor Forward(Tensor input) => _fc1.Call(input);
    }
}
