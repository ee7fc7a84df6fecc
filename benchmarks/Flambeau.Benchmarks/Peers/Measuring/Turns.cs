using System.Diagnostics;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Times the sides of a case turn by turn, so that a slow spell of the machine meets all of them.</summary>
internal static class Turns
{
    // threads of the side before spin for some milliseconds before they sleep
    private const int SettleMilliseconds = 10;
    private static readonly TimeSpan s_shortestTurn = TimeSpan.FromMilliseconds(60);

    // the first turn, which does not count, is longer: memory pools of all sides grow for a while, and a new page can take 10 microseconds
    private static readonly TimeSpan s_firstTurn = TimeSpan.FromMilliseconds(400);

    // a few turns of short work would all fall into one spell of the machine
    private static readonly TimeSpan s_shortestCase = TimeSpan.FromSeconds(3);

    /// <summary>The milliseconds of one unit of work of each side in each round.</summary>
    /// <param name="sides">Who takes turns.</param>
    /// <param name="rounds">The least number of rounds; where they are short, there are more.</param>
    public static double[][] Measure(IReadOnlyList<Workload> sides, int rounds)
    {
        Round(sides, s_firstTurn);
        var watch = Stopwatch.StartNew();
        List<double[]> times = [];
        while (times.Count < rounds || watch.Elapsed < s_shortestCase)
        {
            times.Add(Round(sides, s_shortestTurn));
        }

        return [.. Enumerable.Range(0, sides.Count).Select(side => times.Select(round => round[side]).ToArray())];
    }

    /// <summary>The median of some values.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double[] Round(IReadOnlyList<Workload> sides, TimeSpan shortest) => [.. sides.Select(side => Turn(side, shortest))];

    // one unit that nobody counts, then as many as fill the turn: collections that they cause are part of their time
    private static double Turn(Workload side, TimeSpan shortest)
    {
        Thread.Sleep(SettleMilliseconds);
        var first = Stopwatch.StartNew();
        side.Run();
        if (first.Elapsed > shortest * 2)
        {
            // long enough for a slow start not to show
            return first.Elapsed.TotalMilliseconds;
        }

        int count = 0;
        var watch = Stopwatch.StartNew();
        do
        {
            side.Run();
            count++;
        }
        while (watch.Elapsed < shortest);
        return watch.Elapsed.TotalMilliseconds / count;
    }
}
