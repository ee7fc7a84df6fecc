using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics.CodeAnalysis;
using Flambeau.Cli.Training;
using Flambeau.Vision;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau weights get NAME...</c>: downloads published weights and prints where they are.</summary>
internal static class WeightsGetCommand
{
    public static Command Create(Terminal terminal)
    {
        var names = new Argument<string[]>("NAME") { Description = "Weights, such as ResNet50_Weights.IMAGENET1K_V1, a model's name for its best ones, or the address of a file.", Arity = ArgumentArity.OneOrMore };
        var cache = WeightsCommand.CacheOption();
        var mirror = new Option<Uri?>("--mirror")
        {
            Description = "Address of a folder that holds the files, in place of https://download.pytorch.org/models/.",
            HelpName = "URL",
            CustomParser = result => TryParse(result.Tokens[0].Value.TrimEnd('/') + "/", out var url) ? url : Refuse(result),
        };
        var command = new Command("get", "Downloads published weights, goes on where an earlier attempt ended, and prints their paths.") { names, cache, mirror };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(names), new WeightsCache(parsed.GetValue(cache)), parsed.GetValue(mirror), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string[] names, WeightsCache cache, Uri? mirror, Terminal terminal, CancellationToken cancellation)
    {
        // a wrong name is found before the first download
        foreach (var url in Array.ConvertAll(names, name => UrlOf(name, mirror)))
        {
            terminal.Line(await PublishedWeights.GetAsync(url, cache, terminal, cancellation));
        }

        return ExitCode.Success;
    }

    private static Uri UrlOf(string name, Uri? mirror)
    {
        if (name.Contains("://", StringComparison.Ordinal) && TryParse(name, out var url))
        {
            return url;
        }

        var weights = ModelRegistry.FindWeights(name);
        return mirror is null ? weights.Url : new Uri(mirror, weights.FileName);
    }

    private static bool TryParse(string text, [NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && url.Scheme is "http" or "https";

    private static Uri? Refuse(ArgumentResult result)
    {
        result.AddError($"--mirror must be an http or https address, but is {result.Tokens[0].Value}.");
        return null;
    }
}
