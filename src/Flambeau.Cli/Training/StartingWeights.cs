using Flambeau.NN;
using Flambeau.Serialization;

namespace Flambeau.Cli.Training;

/// <summary>Weights of another training run as the beginning of this one.</summary>
internal static class StartingWeights
{
    /// <summary>Loads what fits by name and shape, prints the report, and gives the names that were loaded.</summary>
    /// <exception cref="CliException">Nothing fits.</exception>
    public static IReadOnlySet<string> Load(Module<Tensor, Tensor> model, string path, Terminal terminal)
    {
        var result = model.LoadStateDict(Checkpoint.LoadStateDict(path), strict: false);
        terminal.Line($"{path}: {result}");
        return result.Loaded.Count == 0
            ? throw new CliException($"{path}: none of its tensors fits the model; is it a checkpoint of another one?")
            : result.Loaded.ToHashSet();
    }
}
