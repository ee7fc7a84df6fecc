using System.CommandLine;
using System.Globalization;
using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau diff A B</c>: where the tensors of two checkpoints differ.</summary>
internal static class DiffCommand
{
    public static Command Create(Terminal terminal)
    {
        var left = new Argument<string>("A") { Description = "A checkpoint of any format." };
        var right = new Argument<string>("B") { Description = "Another, of the same or another format." };
        var atol = new Option<double>("--atol") { Description = "Values may differ by this much.", HelpName = "X" };
        var rtol = new Option<double>("--rtol") { Description = "And by this part of B's value.", HelpName = "X" };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command(
            "diff", "Compares the tensors of two checkpoints: names, shapes, types, values. The exit code is 1 when they differ.")
        { left, right, atol, rtol, json };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(left),
            parsed.GetRequiredValue(right),
            new Tolerance(parsed.GetValue(atol), parsed.GetValue(rtol)),
            parsed.GetValue(json),
            terminal));
        return command;
    }

    private static int Run(string leftPath, string rightPath, Tolerance tolerance, bool json, Terminal terminal)
    {
        var options = new CheckpointOptions { ReadUnknownClasses = true, ConvertTensors = true };
        using CheckpointFile left = Checkpoint.Open(leftPath, options);
        using CheckpointFile right = Checkpoint.Open(rightPath, options);
        List<TensorDifference> differences = CheckpointDiff.Compare(left, right, tolerance);
        if (json)
        {
            WriteJson(differences, terminal);
        }
        else
        {
            WriteText(differences, left, right, terminal);
        }

        return differences.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static void WriteText(
        List<TensorDifference> differences, CheckpointFile left, CheckpointFile right, Terminal terminal)
    {
        if (differences.Count == 0)
        {
            terminal.Line($"The {left.Entries.Count} tensors of both are the same.");
            return;
        }

        terminal.Table(
            [("name", false), ("difference", false), ("A", false), ("B", false), ("max. absolute", true), ("max. relative", true)],
            differences.Select(difference => new[]
            {
                InspectCommand.NameOf(difference.Name),
                difference.What,
                difference.Left ?? "-",
                difference.Right ?? "-",
                Number(difference.Gaps?.Absolute),
                Number(difference.Gaps?.Relative),
            }));
        int common = left.Entries.Count(entry => right.TryGetEntry(entry.Name, out _));
        int differing = differences.Count(difference => difference.Left is not null && difference.Right is not null);
        terminal.Line(
            $"{common} tensors in both, of which {differing} differ; {left.Entries.Count - common} only in A, "
            + $"{right.Entries.Count - common} only in B.");
    }

    private static void WriteJson(List<TensorDifference> differences, Terminal terminal) => Json.Write(terminal, json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("same", differences.Count == 0);
        json.WriteStartArray("differences");
        foreach (TensorDifference difference in differences)
        {
            json.WriteStartObject();
            json.WriteString("name", difference.Name);
            json.WriteString("difference", difference.What);
            json.WriteString("a", difference.Left);
            json.WriteString("b", difference.Right);
            if (difference.Gaps is { } gaps)
            {
                json.Number("max_absolute", gaps.Absolute);
                json.Number("max_relative", gaps.Relative);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Number(double? value) => value?.ToString("g4", CultureInfo.InvariantCulture) ?? "";
}
