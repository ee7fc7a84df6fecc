using Flambeau.NN;
using Flambeau.Serialization;
using Flambeau.Vision;

namespace Flambeau.Cli.Training;

/// <summary>Weights with which a training run begins: another run's, or published ones.</summary>
/// <param name="Path">The file.</param>
/// <param name="Published">What is known of them when they are published ones.</param>
internal sealed record StartingWeights(string Path, ModelWeights? Published)
{
    /// <summary>
    /// A file, which are published weights when it has their name (a hash is part of it), or published weights by name,
    /// which are downloaded when PyTorch's cache does not have them.
    /// </summary>
    /// <exception cref="CliException">There is no such file and no such name.</exception>
    public static StartingWeights Find(string fileOrName, Terminal terminal, CancellationToken cancellation)
    {
        if (File.Exists(fileOrName))
        {
            string name = System.IO.Path.GetFileName(fileOrName);
            return new StartingWeights(fileOrName, ModelRegistry.Weights.FirstOrDefault(weights => weights.FileName == name));
        }

        var published = Named(fileOrName);
        var download = PublishedWeights.GetAsync(published.Url, new WeightsCache(), terminal, cancellation);
        return new StartingWeights(download.GetAwaiter().GetResult(), published);
    }

    /// <summary>Loads what fits by name and shape, prints the report, and gives the names that were loaded.</summary>
    /// <exception cref="CliException">Nothing fits.</exception>
    public IReadOnlySet<string> Load(Module<Tensor, Tensor> model, Terminal terminal)
    {
        var (state, dequantized, unfolded) = ReducedWeights.Restore(model, Checkpoint.LoadStateDict(Path));
        if (dequantized + unfolded > 0)
        {
            terminal.Line($"{Path}: {dequantized} int8 tensors de-quantised, {unfolded} normalisations restored from the convolutions' biases");
        }

        // weights saved from DataParallel have the prefix
        var result = model.LoadStateDict(state, new LoadOptions { Strict = false, SkipMismatched = true, StripPrefix = "module." });
        terminal.Line($"{Path}: {result}");
        return result.Loaded.Count == 0
            ? throw new CliException($"{Path}: none of its tensors fits the model; is it a checkpoint of another one?")
            : result.Loaded.ToHashSet();
    }

    private static ModelWeights Named(string name)
    {
        try
        {
            return ModelRegistry.FindWeights(name);
        }
        catch (ArgumentException)
        {
            throw new CliException(
                $"--weights {name}: there is no such file, and no published weights have that name; 'flambeau weights list' shows them.");
        }
    }
}
