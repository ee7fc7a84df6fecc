using System.CommandLine;
using Flambeau.Cli.Data;
using Flambeau.Cli.Training;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau train</c>: learns from the embedded digits, MNIST files or a folder of images.</summary>
internal static class TrainCommand
{
    private const string DigitsName = "digits";

    public static Command Create(Terminal terminal)
    {
        var data = new Option<string?>("--data") { Description = "Folder with the four MNIST files or with class folders of images; the embedded digits when omitted.", HelpName = "DIR" };
        var model = new Option<string?>("--model") { Description = $"Network: {string.Join(", ", ModelCatalog.Names)}.", HelpName = "NAME" };
        var epochs = new Option<int>("--epochs") { Description = "How often the training images are gone through.", DefaultValueFactory = _ => 12 };
        var batchSize = new Option<int>("--batch-size") { Description = "Images per step.", DefaultValueFactory = _ => 64 };
        var learningRate = new Option<double>("--lr") { Description = "Learning rate at the start; it follows a cosine down to zero.", DefaultValueFactory = _ => 2e-3 };
        var backbone = new Option<double?>("--backbone-lr") { Description = "Learning rate of the tensors that came from --weights.", HelpName = "LR" };
        var seed = new Option<long>("--seed") { Description = "Seeds initialisation, split and order of the data.", DefaultValueFactory = _ => 0 };
        var output = new Option<string?>("--output") { Description = "Folder for weights.pt and weights.json; runs/NAME when omitted.", HelpName = "DIR" };
        var weights = new Option<string?>("--weights") { Description = "Checkpoint to start from, a file or the name of published weights; what fits by name and shape is loaded, and images are resized as for published weights.", HelpName = "FILE|NAME" };
        var freeze = new Option<string[]>("--freeze") { Description = "Parameters that are not trained: a name, a module's name, or a pattern with *. May be repeated.", HelpName = "PATTERN", DefaultValueFactory = _ => [] };
        var imageSize = new Option<int?>("--image-size") { Description = "Edge, in pixels, of the square that images of a folder are brought to.", HelpName = "N" };
        Positive(epochs);
        Positive(batchSize);
        var command = new Command("train", "Trains a network and writes its weights.")
        {
            data, model, epochs, batchSize, learningRate, backbone, seed, output, weights, freeze, imageSize,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var settings = new TrainSettings
            {
                Data = parsed.GetValue(data),
                Model = parsed.GetValue(model),
                Epochs = parsed.GetValue(epochs),
                BatchSize = parsed.GetValue(batchSize),
                LearningRate = parsed.GetValue(learningRate),
                BackboneLearningRate = parsed.GetValue(backbone),
                Seed = parsed.GetValue(seed),
                Output = parsed.GetValue(output) ?? Path.Combine("runs", NameOf(parsed.GetValue(data))),
                Weights = parsed.GetValue(weights),
                Freeze = parsed.GetValue(freeze) ?? [],
                ImageSize = parsed.GetValue(imageSize),
            };

            // on another thread, so that Ctrl-C is answered at once
            return Task.Run(() => Run(settings, terminal, cancellation), CancellationToken.None);
        });
        return command;
    }

    private static int Run(TrainSettings settings, Terminal terminal, CancellationToken cancellation)
    {
        var weights = settings.Weights is null ? null : StartingWeights.Find(settings.Weights, terminal, cancellation);
        string name = settings.Model ?? weights?.Published?.Model ?? ModelCatalog.DefaultFor(settings.Data);
        var framing = weights?.Published is { } published
            ? Framing.Of(published, settings.ImageSize)
            : Framing.Usual(settings.ImageSize ?? ModelCatalog.ImageSize(name));
        var images = DataSource.Load(settings.Data, framing, settings.Seed);
        var run = TrainingRun.Prepare(settings, name, images, weights, terminal);
        try
        {
            var results = new List<EpochResult>();
            for (int epoch = 1; epoch <= settings.Epochs; epoch++)
            {
                results.Add(run.Epoch(epoch, cancellation));
            }

            EpochTable.Write(results, terminal);
            terminal.Line($"test accuracy {results[^1].TestAccuracy:P2} of {images.Test.Count} images; weights in {run.WeightsPath}");
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            terminal.ErrorLine(run.EpochsSaved == 0
                ? "Interrupted before the first epoch was over; nothing was written."
                : $"Interrupted; the weights of epoch {run.EpochsSaved} are in {run.WeightsPath}.");
            return ExitCode.Failure;
        }
    }

    private static string NameOf(string? data) =>
        data is null ? DigitsName : Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(data)));

    private static void Positive(Option<int> option) => option.Validators.Add(result =>
    {
        // what is no number at all, the parser reports itself
        if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out int value) && value < 1)
        {
            result.AddError($"{option.Name} must be at least 1.");
        }
    });
}
