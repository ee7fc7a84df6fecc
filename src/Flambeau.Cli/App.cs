using System.CommandLine;
using Flambeau.Cli.Commands;
using Flambeau.Data;

namespace Flambeau.Cli;

/// <summary>The tool as a function from arguments to an exit code.</summary>
internal static class App
{
    /// <summary>Runs one command line; never throws for what a user or a file did wrong.</summary>
    public static async Task<int> RunAsync(string[] args, Terminal terminal, CancellationToken cancellation = default)
    {
        var root = new RootCommand("Flambeau trains, evaluates and inspects neural networks, in managed code.")
        {
            TrainCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            PredictCommand.Create(terminal),
            InspectCommand.Create(terminal),
            DiffCommand.Create(terminal),
            ConvertCommand.Create(terminal),
            SummaryCommand.Create(terminal),
            WeightsCommand.Create(terminal),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                terminal.Error(error.Message);
            }

            terminal.ErrorLine($"Run '{CommandLine(parsed)} --help' for the options.");
            return ExitCode.Usage;
        }

        return await InvokeAsync(parsed, terminal, cancellation);
    }

    private static async Task<int> InvokeAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var configuration = new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            Output = terminal.Output,
            Error = terminal.ErrorOutput,

            // a batch of a large network takes its time; the last checkpoint must be whole
            ProcessTerminationTimeout = TimeSpan.FromMinutes(2),
        };
        try
        {
            return await parsed.InvokeAsync(configuration, cancellation);
        }
        catch (OperationCanceledException)
        {
            terminal.ErrorLine("Interrupted.");
            return ExitCode.Failure;
        }
        catch (Exception e) when (IsExpected(e))
        {
            terminal.Error(MessageOf(e));
            return ExitCode.Failure;
        }
    }

    // .NET adds the parameter's name, which means nothing on a command line
    private static string MessageOf(Exception e) => e is ArgumentException { ParamName: { } name }
        ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal)
        : e.Message;

    // Everything the library throws for bad input; anything else is a defect and deserves its stack trace.
    private static bool IsExpected(Exception e) =>
        e is CliException or ArgumentException or InvalidOperationException or InvalidDataException or NotSupportedException
            or IOException or UnauthorizedAccessException
        || (e is SampleException { InnerException: { } cause } && IsExpected(cause));

    private static string CommandLine(ParseResult parsed)
    {
        var names = new List<string>();
        for (var command = parsed.CommandResult; command is not null; command = command.Parent as System.CommandLine.Parsing.CommandResult)
        {
            names.Insert(0, command.Command is RootCommand ? "flambeau" : command.Command.Name);
        }

        return string.Join(' ', names);
    }
}
