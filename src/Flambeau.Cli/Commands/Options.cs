using System.CommandLine;

namespace Flambeau.Cli.Commands;

/// <summary>Options that several commands have.</summary>
internal static class Options
{
    /// <summary>The weights to use, by default those that <c>train</c> writes without options.</summary>
    public static Option<string> Weights() => new("--weights")
    {
        Description = "The weights.pt that 'flambeau train' wrote.",
        HelpName = "FILE",
        DefaultValueFactory = _ => Path.Combine("runs", "digits", "weights.pt"),
    };
}
