using System.CommandLine;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Flambeau.Benchmarks.Micro;

/// <summary>The command <c>kernels</c>: single kernels under BenchmarkDotNet.</summary>
internal static class KernelCommand
{
    public static Command Create()
    {
        var filter = new Option<string>("--filter")
        {
            Description = "Run the benchmarks whose names (class and method) contain this.",
            DefaultValueFactory = _ => "",
        };
        var thorough = new Option<bool>("--thorough") { Description = "BenchmarkDotNet's own number of iterations instead of three." };
        var list = new Option<bool>("--list") { Description = "Only list the benchmarks." };
        var command = new Command("kernels", "Single kernels, by BenchmarkDotNet; FLAMBEAU_THREADS sets the threads.") { filter, thorough, list };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(filter), parsed.GetValue(thorough), parsed.GetValue(list)));
        return command;
    }

    private static int Run(string filter, bool thorough, bool list)
    {
        // in this process: it already runs with the compiler settings of the library's users
        var job = (thorough ? Job.Default : Job.ShortRun).WithToolchain(InProcessEmitToolchain.Instance);
        var config = ManualConfig.Create(DefaultConfig.Instance).AddJob(job).WithOptions(ConfigOptions.JoinSummary);
        string[] arguments = ["--filter", $"*{filter}*", .. list ? ["--list", "flat"] : (string[])[]];
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(KernelCommand).Assembly).Run(arguments, config);
        return list || summaries.Any() ? 0 : 1;
    }
}
