using System.Globalization;

namespace Flambeau.Cli.Training;

/// <summary>The table at the end of a training run: a row per epoch.</summary>
internal static class EpochTable
{
    public static void Write(IEnumerable<EpochResult> results, Terminal terminal) => terminal.Table(
        [("epoch", true), ("train loss", true), ("train accuracy", true), ("test loss", true), ("test accuracy", true), ("seconds", true), ("images/s", true)],
        results.Select(Row));

    private static string[] Row(EpochResult result)
    {
        var culture = CultureInfo.InvariantCulture;
        return
        [
            result.Epoch.ToString(culture),
            result.TrainLoss.ToString("F4", culture),
            result.TrainAccuracy.ToString("P2", culture),
            result.TestLoss.ToString("F4", culture),
            result.TestAccuracy.ToString("P2", culture),
            result.Elapsed.TotalSeconds.ToString("F1", culture),
            result.ImagesPerSecond.ToString("N0", culture),
        ];
    }
}
