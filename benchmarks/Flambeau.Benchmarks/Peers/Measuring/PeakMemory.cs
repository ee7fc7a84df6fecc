using System.Diagnostics;
using System.Globalization;

namespace Flambeau.Benchmarks.Peers;

/// <summary>The peak resident set of a process that does one side's work and nothing else.</summary>
internal static class PeakMemory
{
    private const int FewestRuns = 3;
    private static readonly TimeSpan s_enough = TimeSpan.FromSeconds(2);

    /// <summary>Starts this program anew for one side; null where the system does not tell.</summary>
    public static long? Measure(PeerCase item, Side side, SideSettings settings)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        string[] arguments =
        [
            typeof(PeakMemory).Assembly.Location, "peak", "--case", item.Name, "--side", side.Name,
            "--threads", settings.Threads.ToString(CultureInfo.InvariantCulture), "--model", settings.ModelFile,
        ];
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? long.Parse(output, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Peers: {side.Name} failed at {item.Name} in a process of its own.");
    }

    /// <summary>In that process: does the work a few times and prints the peak in bytes.</summary>
    public static int Run(string name, string sideName, SideSettings settings)
    {
        var side = PeerCases.All.First(item => item.Name == name).Find(sideName);
        Threading.Set(side, settings.Threads);
        var work = side.Create(settings);
        var watch = Stopwatch.StartNew();
        for (int i = 0; i < FewestRuns || watch.Elapsed < s_enough; i++)
        {
            work.Run();
        }

        Console.WriteLine(PeakBytes());
        return 0;
    }

    private static long PeakBytes()
    {
        const string Field = "VmHWM:";
        string line = File.ReadLines("/proc/self/status").First(text => text.StartsWith(Field, StringComparison.Ordinal));
        return long.Parse(line[Field.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) * 1024;
    }
}
