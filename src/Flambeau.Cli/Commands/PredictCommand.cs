using System.CommandLine;
using System.Globalization;
using Flambeau.Cli.Data;
using Flambeau.Cli.Training;
using Flambeau.NN;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau predict FILE...</c>: the likeliest classes of images.</summary>
internal static class PredictCommand
{
    public static Command Create(Terminal terminal)
    {
        var files = new Argument<string[]>("FILE") { Description = "Images: JPEG, PNG, BMP, GIF.", Arity = ArgumentArity.OneOrMore };
        var weights = Options.Weights();
        var top = new Option<int>("--top") { Description = "How many classes to show for each image.", DefaultValueFactory = _ => 3 };
        var command = new Command("predict", "Classifies images and shows the likeliest classes with their probabilities.") { files, weights, top };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(files), parsed.GetRequiredValue(weights), parsed.GetValue(top), terminal));
        return command;
    }

    private static int Run(string[] files, string weights, int top, Terminal terminal)
    {
        var card = RunCard.Load(weights);
        var model = TrainedModel.Load(weights, card);
        var preprocessing = Preprocessing.From(card);
        int failed = 0;
        using var scope = GradMode.NoGrad();
        foreach (string file in files)
        {
            try
            {
                var scores = model.Call(preprocessing.Load(file).Unsqueeze(0));
                terminal.Line($"{file}: {Likeliest(scores, card, top)}");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException)
            {
                // one bad file does not keep the others from their answer
                terminal.Error(e.Message);
                failed++;
            }
        }

        return failed == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static string Likeliest(Tensor scores, RunCard card, int top)
    {
        float[] probabilities = scores.Softmax(1).ToArray<float>();
        return string.Join(", ", probabilities.Index()
            .OrderByDescending(entry => entry.Item)
            .Take(top)
            .Select(entry => string.Create(CultureInfo.InvariantCulture, $"{card.Classes[entry.Index]} {entry.Item:P1}")));
    }
}
