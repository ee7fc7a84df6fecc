using Flambeau.NN;
using Flambeau.Serialization;
using Flambeau.Vision;

namespace Flambeau.Cli.Training;

/// <summary>Weights of another training run as the beginning of this one.</summary>
internal static class StartingWeights
{
    /// <summary>Loads what fits by name and shape, prints the report, and gives the names that were loaded.</summary>
    /// <exception cref="CliException">Nothing fits.</exception>
    public static IReadOnlySet<string> Load(Module<Tensor, Tensor> model, string path, Terminal terminal)
    {
        var (state, dequantized, unfolded) = ReducedWeights.Restore(model, Checkpoint.LoadStateDict(path));
        if (dequantized + unfolded > 0)
        {
            terminal.Line($"{path}: {dequantized} int8 tensors de-quantised, {unfolded} normalisations restored from the convolutions' biases");
        }

        // weights saved from DataParallel have the prefix
        var result = model.LoadStateDict(state, new LoadOptions { Strict = false, SkipMismatched = true, StripPrefix = "module." });
        terminal.Line($"{path}: {result}");
        return result.Loaded.Count == 0
            ? throw new CliException($"{path}: none of its tensors fits the model; is it a checkpoint of another one?")
            : result.Loaded.ToHashSet();
    }
}
