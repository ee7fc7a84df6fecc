using System.CommandLine;
using System.Globalization;
using Flambeau.Cli.Training;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau summary</c>: the layers of a network with shapes, parameters and multiply-adds.</summary>
internal static class SummaryCommand
{
    public static Command Create(Terminal terminal)
    {
        var model = new Option<string>("--model") { Description = $"Network: {string.Join(", ", ModelCatalog.Names)}.", HelpName = "NAME", Required = true };
        var input = new Option<string?>("--input") { Description = "Sizes of one input without the batch, such as 3,224,224.", HelpName = "C,H,W" };
        var classes = new Option<int>("--classes") { Description = "Number of classes.", DefaultValueFactory = _ => 1000 };
        var command = new Command("summary", "Lists the layers of a network: output shapes, parameters, multiply-adds.") { model, input, classes };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(model), parsed.GetValue(input), parsed.GetValue(classes), terminal));
        return command;
    }

    private static int Run(string name, string? input, int classes, Terminal terminal)
    {
        int size = ModelCatalog.ImageSize(name);
        int[] sizes = input is null ? [ModelCatalog.Channels(name), size, size] : ParseSizes(input);
        var model = ModelCatalog.Create(name, classes, sizes[0], sizes[1]);
        var summary = new ModelSummary(model, [1, .. sizes]);
        terminal.Table(
            [("layer", false), ("type", false), ("output", false), ("parameters", true), ("multiply-adds", true)],
            summary.Rows.Select(row => new[] { row.Path, row.Type, row.Output.ToString(), Count(row.Parameters), Count(row.MultiplyAdds) }));
        terminal.Line($"{name}: {Count(summary.Parameters)} parameters ({Bytes.Format(summary.ParameterBytes)}), {Count(summary.MultiplyAdds)} multiply-adds for an input of [1, {string.Join(", ", sizes)}].");
        return ExitCode.Success;
    }

    private static int[] ParseSizes(string text)
    {
        string[] parts = text.Split(',');
        int[] sizes = new int[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out sizes[i]) || sizes[i] == 0)
            {
                throw new CliException($"--input must be positive sizes with commas, such as 3,224,224, but got '{text}'.");
            }
        }

        return sizes.Length == 3 ? sizes : throw new CliException($"--input must be channels, height and width, but got '{text}'.");
    }

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
