using System.CommandLine;
using System.Globalization;
using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary><c>flambeau inspect FILE</c>: the tensors of a checkpoint, and its other values, without reading elements.</summary>
internal static class InspectCommand
{
    private const int MaxShared = 20;

    public static Command Create(Terminal terminal)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A checkpoint: PyTorch's (.pt, .pth, .pkl), .safetensors or its index.json, .npz, .npy.",
        };
        var tree = new Option<bool>("--tree") { Description = "Show the names as a tree." };
        var json = new Option<bool>("--json") { Description = "Write JSON." };
        var command = new Command(
            "inspect",
            "Lists the tensors of a checkpoint: names, shapes, types, sizes, what shares memory, and what Python would run. Nothing in the file is run, and no element is read.")
        { file, tree, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(tree), parsed.GetValue(json), terminal));
        return command;
    }

    private static int Run(string path, bool tree, bool json, Terminal terminal)
    {
        // a whole pickled module is read as a tree of names; none of its classes is created
        using CheckpointFile file = Checkpoint.Open(path, new CheckpointOptions { ReadUnknownClasses = true });
        var contents = new CheckpointContents(file, Checkpoint.FindUnsafeGlobals(path));
        if (json)
        {
            InspectJson.Write(contents, terminal);
            return ExitCode.Success;
        }

        if (tree)
        {
            EntryTree.Write(file.Entries, terminal);
        }
        else
        {
            WriteTable(file.Entries, terminal);
        }

        foreach ((string name, object? value) in file.PlainValues)
        {
            terminal.Line($"{NameOf(name)}: {Printable.Value(value)}");
        }

        WriteTotals(contents, path, terminal);
        return ExitCode.Success;
    }

    private static void WriteTable(IReadOnlyList<CheckpointEntry> entries, Terminal terminal) => terminal.Table(
        [("name", false), ("shape", false), ("dtype", false), ("elements", true), ("bytes", true)],
        entries.Select(entry => new[]
        {
            NameOf(entry.Name), ShapeOf(entry), TypeOf(entry), Count(entry.Numel), Count(entry.ByteLength),
        }));

    private static void WriteTotals(CheckpointContents contents, string path, Terminal terminal)
    {
        terminal.Line(
            $"{Count(contents.File.Entries.Count)} tensors, {Count(contents.Elements)} elements, {Bytes.Format(contents.Bytes)} of data; "
            + $"file {Bytes.Format(new FileInfo(path).Length)}.");
        foreach (var dtype in contents.DTypes)
        {
            terminal.Line($"{dtype.Name}: {Count(dtype.Tensors)} tensors, {Count(dtype.Elements)} elements, {Bytes.Format(dtype.Bytes)}");
        }

        foreach (CheckpointEntry[] group in contents.Shared.Take(MaxShared))
        {
            terminal.Line($"in one memory of {Bytes.Format(group[0].StorageByteLength)}: {string.Join(", ", group.Select(entry => NameOf(entry.Name)))}");
        }

        if (contents.Shared.Count > MaxShared)
        {
            terminal.Line($"and {contents.Shared.Count - MaxShared} more groups that share memory");
        }

        if (contents.UnsafeGlobals.Count > 0)
        {
            terminal.Line($"beyond PyTorch's safe list, never run here: {Printable.Text(string.Join(", ", contents.UnsafeGlobals))}");
        }

        string facts = string.Join(", ", contents.File.Metadata.Select(fact => $"{fact.Key} {Printable.Value(fact.Value)}"));
        terminal.Line($"format: {contents.File.Format}{(facts.Length > 0 ? $" ({Printable.Text(facts)})" : "")}");
    }

    /// <summary>Its name, or what stands for it when it is the whole file.</summary>
    internal static string NameOf(string name) => name.Length == 0 ? "(value)" : Printable.Text(name);

    /// <summary>Its shape as PyTorch prints it.</summary>
    internal static string ShapeOf(CheckpointEntry entry) => $"[{string.Join(", ", entry.Shape)}]";

    /// <summary>Its element type, with the way it is held unless that is the plain one.</summary>
    internal static string TypeOf(CheckpointEntry entry) =>
        entry.Kind == StoredTensorKind.Dense ? entry.DTypeName : $"{entry.DTypeName} ({entry.Kind})";

    private static string Count(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
