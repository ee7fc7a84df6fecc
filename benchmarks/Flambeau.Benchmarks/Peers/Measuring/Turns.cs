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

    /// <summary>The median milliseconds of one unit of work of each side.</summary>
    public static double[] Measure(IReadOnlyList<Workload> sides, int rounds)
    {
        double[][] times = [.. sides.Select(_ => new double[rounds])];
        for (int round = -1; round < rounds; round++)
        {
            for (int side = 0; side < sides.Count; side++)
            {
                double time = Turn(sides[side], round < 0 ? s_firstTurn : s_shortestTurn);
                if (round >= 0)
                {
                    times[side][round] = time;
                }
            }
        }

        return [.. times.Select(Median)];
    }

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

    private static double Median(double[] values)
    {
        Array.Sort(values);
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
