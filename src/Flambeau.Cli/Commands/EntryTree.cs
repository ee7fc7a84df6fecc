using Flambeau.Serialization;
using Spectre.Console;

namespace Flambeau.Cli.Commands;

/// <summary>The names of a checkpoint as a tree of modules.</summary>
internal static class EntryTree
{
    // Deeper names of a hostile file stay in one piece: trees are drawn by recursion.
    private const int MaxDepth = 50;

    public static void Write(IReadOnlyList<CheckpointEntry> entries, Terminal terminal)
    {
        var tree = new Tree(new Text("(root)")) { Guide = terminal.IsLive ? TreeGuide.Line : TreeGuide.Ascii };
        var nodes = new Dictionary<string, TreeNode>(StringComparer.Ordinal);
        foreach (CheckpointEntry entry in entries)
        {
            string[] parts = entry.Name.Split('.', MaxDepth);
            IHasTreeNodes parent = tree;
            string path = "";
            foreach (string part in parts[..^1])
            {
                path += $"{part}.";
                if (!nodes.TryGetValue(path, out TreeNode? node))
                {
                    node = parent.AddNode(new Text(Printable.Text(part)));
                    nodes.Add(path, node);
                }

                parent = node;
            }

            parent.AddNode(new Text($"{InspectCommand.NameOf(parts[^1])}: {InspectCommand.TypeOf(entry)}{InspectCommand.ShapeOf(entry)}"));
        }

        terminal.Console.Write(tree);
    }
}
