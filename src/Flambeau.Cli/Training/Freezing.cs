using Flambeau.Cli.Commands;
using Flambeau.NN;

namespace Flambeau.Cli.Training;

/// <summary>Keeps parts of a network as they are.</summary>
internal static class Freezing
{
    /// <summary>Freezes the parameters that fit any pattern; gives the number of frozen elements.</summary>
    /// <exception cref="CliException">A pattern fits no parameter.</exception>
    public static long Apply(Module<Tensor, Tensor> model, IReadOnlyList<string> patterns, Terminal terminal)
    {
        long frozen = 0;
        foreach (string text in patterns)
        {
            var pattern = new NamePattern(text);
            var matching = model.NamedParameters().Where(entry => pattern.Matches(entry.Name)).ToList();
            if (matching.Count == 0)
            {
                throw new CliException(
                    $"--freeze {text} fits no parameter; the model has {string.Join(", ", model.NamedChildren().Select(child => child.Name))}.");
            }

            foreach (var (_, parameter) in matching.Where(entry => entry.Parameter.RequiresGrad))
            {
                parameter.RequiresGrad = false;
                frozen += parameter.Numel;
            }

            terminal.Line($"frozen: {matching.Count} tensors that fit {text}");
        }

        return frozen;
    }

    /// <summary>Training mode, except for batch normalisations whose parameters are frozen: their statistics must not move either.</summary>
    public static void Train(Module<Tensor, Tensor> model)
    {
        model.Train();
        foreach (var norm in model.Modules().OfType<BatchNorm>())
        {
            if (norm.Weight is { RequiresGrad: false })
            {
                norm.Eval();
            }
        }
    }
}
