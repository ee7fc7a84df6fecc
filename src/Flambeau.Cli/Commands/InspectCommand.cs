using System.CommandLine;
using System.Globalization;
using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau inspect FILE</c>: the tensors of a checkpoint, and its other values.</summary>
internal static class InspectCommand
{
    private const int MaxValueLength = 80;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A checkpoint in PyTorch's format (.pt, .pth, .pkl)." };
        var command = new Command("inspect", "Lists the tensors of a checkpoint: names, shapes, types, sizes. Nothing in the file is run.") { file };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), terminal));
        return command;
    }

    private static int Run(string path, Terminal terminal)
    {
        // a whole pickled module is read as a tree of names; none of its classes is created
        var root = Checkpoint.Load(path, new CheckpointOptions { ReadUnknownClasses = true });
        var entries = new CheckpointWalk(root).Entries;
        var tensors = entries.Where(entry => entry.Value is Tensor).Select(entry => (entry.Path, Tensor: (Tensor)entry.Value!)).ToList();
        terminal.Table(
            [("name", false), ("shape", false), ("dtype", false), ("elements", true), ("bytes", true)],
            tensors.Select(entry => Row(entry.Path, entry.Tensor)));
        WriteOthers(entries, terminal);
        long elements = tensors.Sum(entry => (long)entry.Tensor.Numel);
        long bytes = tensors.Sum(entry => (long)entry.Tensor.Numel * entry.Tensor.DType.ItemSize);
        terminal.Line($"{Count(tensors.Count)} tensors, {Count(elements)} elements, {Bytes.Format(bytes)} of data; file {Bytes.Format(new FileInfo(path).Length)}.");
        return ExitCode.Success;
    }

    private static void WriteOthers(IReadOnlyList<(string Path, object? Value)> entries, Terminal terminal)
    {
        foreach (var (path, value) in entries)
        {
            if (value is not Tensor)
            {
                string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "None";
                terminal.Line($"{path}: {(text.Length > MaxValueLength ? text[..MaxValueLength] + "..." : text)}");
            }
        }
    }

    private static string[] Row(string name, Tensor tensor) =>
        [name, tensor.Shape.ToString(), tensor.DType.TorchName, Count(tensor.Numel), Count((long)tensor.Numel * tensor.DType.ItemSize)];

    private static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
