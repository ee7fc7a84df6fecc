using System.CommandLine;
using System.Globalization;
using Flambeau.Cli.Data;
using Flambeau.Cli.Training;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau evaluate</c>: the accuracy of trained weights on the test images.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal)
    {
        var weights = Options.Weights();
        var data = new Option<string?>("--data") { Description = "Folder with the data; the one the weights were trained on when omitted.", HelpName = "DIR" };
        var batchSize = new Option<int>("--batch-size") { Description = "Images per step.", DefaultValueFactory = _ => 64 };
        var command = new Command("evaluate", "Measures the accuracy of trained weights on the test images.") { weights, data, batchSize };
        command.SetAction((parsed, cancellation) => Task.Run(
            () => Run(parsed.GetRequiredValue(weights), parsed.GetValue(data), parsed.GetValue(batchSize), terminal, cancellation),
            CancellationToken.None));
        return command;
    }

    private static int Run(string weights, string? data, int batchSize, Terminal terminal, CancellationToken cancellation)
    {
        var card = RunCard.Load(weights);
        var model = TrainedModel.Load(weights, card);
        var images = DataSource.Load(data ?? card.Data, card.Framing, card.Seed);
        if (images.Classes.Length != card.Classes.Length)
        {
            throw new CliException($"{weights} knows {card.Classes.Length} classes, but {images.Name} has {images.Classes.Length}.");
        }

        var result = Evaluation.Of(model, images.Test, card.Classes.Length, batchSize, cancellation);
        terminal.Table(
            [("class", false), ("images", true), ("correct", true), ("accuracy", true)],
            card.Classes.Select((name, i) => new[]
            {
                name,
                result.Counts[i].ToString(CultureInfo.InvariantCulture),
                result.Correct[i].ToString(CultureInfo.InvariantCulture),
                Share(result.Correct[i], result.Counts[i]),
            }));
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture, $"loss {result.Loss:F4}  accuracy {result.Accuracy:P2} of {images.Test.Count} images"));
        return ExitCode.Success;
    }

    private static string Share(int part, int whole) =>
        whole == 0 ? "-" : ((double)part / whole).ToString("P2", CultureInfo.InvariantCulture);
}
