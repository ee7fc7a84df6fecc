using System.CommandLine;
using System.Globalization;
using Flambeau.Vision;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau weights list</c>: the published weights, and which of them are on this machine.</summary>
internal static class WeightsListCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Option<string?>("--model") { Description = "Only the weights of one model.", HelpName = "NAME" };
        var cache = WeightsCommand.CacheOption();
        var command = new Command("list", "Lists the published weights: model, file, size, accuracy, and whether they are on this machine.") { model, cache };
        command.SetAction(parsed => Run(parsed.GetValue(model), new WeightsCache(parsed.GetValue(cache)), terminal));
        return command;
    }

    private static int Run(string? model, WeightsCache cache, Terminal terminal)
    {
        var all = model is null ? ModelRegistry.Weights : ModelRegistry.Find(model).Weights;
        terminal.Table(
            [("weights", false), ("model", false), ("parameters", true), ("MiB", true), ("top 1, %", true), ("top 5, %", true), ("here", false)],
            all.Select(weights => new[]
            {
                weights.Name,
                weights.Model,
                weights.ParameterCount.ToString("N0", CultureInfo.InvariantCulture),
                weights.FileSize.ToString("F1", CultureInfo.InvariantCulture),
                weights.Top1Accuracy.ToString("F2", CultureInfo.InvariantCulture),
                weights.Top5Accuracy.ToString("F2", CultureInfo.InvariantCulture),
                cache.Contains(weights.Url) ? "yes" : "-",
            }));
        terminal.Line($"Files are kept in {cache.Folder}.");
        return ExitCode.Success;
    }
}
