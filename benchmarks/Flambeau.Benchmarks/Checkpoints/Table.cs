using System.Globalization;

namespace Flambeau.Benchmarks.Checkpoints;

/// <summary>Measures sides turn by turn and prints a table.</summary>
internal static class Table
{
    /// <summary>Measures and prints.</summary>
    /// <param name="title">What is measured.</param>
    /// <param name="rounds">
    /// Turns of each side; one more, which nobody counts, comes first. Every round begins with another side, so that none
    /// always follows the same one.
    /// </param>
    /// <param name="before">Runs before every turn, untimed.</param>
    /// <param name="sides">Names, and what gives the milliseconds of one turn, or null where it cannot be had.</param>
    public static void Run(
        string title, int rounds, Action before, params (string Name, Func<double?> Turn)[] sides)
    {
        var times = sides.Select(_ => new List<double>()).ToArray();
        for (int round = -1; round < rounds; round++)
        {
            for (int turn = 0; turn < sides.Length; turn++)
            {
                int index = (turn + round + 1) % sides.Length;
                before();
                if (sides[index].Turn() is { } time && round >= 0)
                {
                    times[index].Add(time);
                }
            }
        }

        Console.WriteLine();
        Console.WriteLine(title);
        double ours = Median(times[0]);
        foreach (var (index, side) in sides.Index().Where(side => times[side.Index].Count > 0))
        {
            double median = Median(times[index]);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {side.Name,-24} {median,9:0.00} ms   from {times[index].Min():0.00} to {times[index].Max():0.00}   ratio {ours / median:0.00}"));
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return (values[(values.Count - 1) / 2] + values[values.Count / 2]) / 2;
    }
}
