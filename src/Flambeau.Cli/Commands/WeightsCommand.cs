using System.CommandLine;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau weights</c>: what is published for which model, and getting it.</summary>
internal static class WeightsCommand
{
    public static Command Create(Terminal terminal) => new("weights", "Lists and downloads published weights.")
    {
        WeightsListCommand.Create(terminal),
        WeightsGetCommand.Create(terminal),
    };

    /// <summary>The folder of <c>--cache</c>.</summary>
    public static Option<string?> CacheOption() => new("--cache")
    {
        Description = "Folder of the files; PyTorch's own when omitted ($TORCH_HOME/hub/checkpoints or ~/.cache/torch/hub/checkpoints).",
        HelpName = "DIR",
    };
}
