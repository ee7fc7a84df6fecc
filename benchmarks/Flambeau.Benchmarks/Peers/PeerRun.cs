using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Runs the cases: both sides in turns, medians, ratios.</summary>
internal static class PeerRun
{
    private const int Warmups = 2;

    public static int Run(string filter, int rounds, int[] threadCounts, string? json)
    {
        var lines = new List<Dictionary<string, object>>();
        Console.WriteLine("| case | threads | Flambeau, ms | libtorch, ms | ratio | difference |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var item in PeerCases.All.Where(item => item.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)))
        {
            foreach (int threads in threadCounts)
            {
                Workers.Count = threads;
                TorchSharp.torch.set_num_threads(threads);
                var work = item.Prepare();
                double difference = work.Difference();
                var (ours, theirs) = Measure(work, rounds);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture, $"| {item.Name} | {threads} | {ours:F2} | {theirs:F2} | {ours / theirs:F2} | {difference:E1} |"));
                lines.Add(new() { ["name"] = item.Name, ["threads"] = threads, ["ours_ms"] = ours, ["peer_ms"] = theirs, ["ratio"] = ours / theirs, ["difference"] = difference });
            }
        }

        if (json is not null)
        {
            File.WriteAllText(json, JsonSerializer.Serialize(lines));
        }

        return lines.Count == 0 ? 1 : 0;
    }

    // turn by turn, so that a slow spell of the machine meets both
    private static (double Ours, double Theirs) Measure(PeerWork work, int rounds)
    {
        var ours = new List<double>();
        var theirs = new List<double>();
        for (int i = 0; i < Warmups + rounds; i++)
        {
            double first = Time(work.Ours);
            double second = Time(work.Theirs);
            if (i >= Warmups)
            {
                ours.Add(first);
                theirs.Add(second);
            }
        }

        return (Median(ours), Median(theirs));
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
