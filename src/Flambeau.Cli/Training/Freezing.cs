using Flambeau.NN;

namespace Flambeau.Cli.Training;

/// <summary>Keeps parts of a network as they are.</summary>
internal static class Freezing
{
    /// <summary>Freezes the parameters that fit any pattern, and the statistics among them; gives the number of frozen elements.</summary>
    /// <exception cref="CliException">A pattern fits no parameter.</exception>
    public static long Apply(Module<Tensor, Tensor> model, IReadOnlyList<string> patterns, Terminal terminal)
    {
        foreach (string text in patterns)
        {
            var pattern = Parse(text);
            int matching = model.NamedParameters().Count(entry => pattern.IsMatch(entry.Name));
            if (matching == 0)
            {
                throw new CliException(
                    $"--freeze {text} fits no parameter; the model has {string.Join(", ", model.NamedChildren().Select(child => child.Name))}.");
            }

            model.Freeze(pattern);
            terminal.Line($"frozen: {matching} tensors that fit {text}");
        }

        return model.Parameters().Where(parameter => !parameter.RequiresGrad).Sum(parameter => (long)parameter.Numel);
    }

    private static PathPattern Parse(string text)
    {
        try
        {
            return new PathPattern(text);
        }
        catch (ArgumentException e)
        {
            throw new CliException($"--freeze {text}: {e.Message}");
        }
    }
}
