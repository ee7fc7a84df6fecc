using Flambeau.Serialization;

namespace Flambeau.Cli.Commands;

/// <summary>The leaves of a checkpoint's tree of values, each with its dotted path.</summary>
internal sealed class CheckpointWalk
{
    private readonly List<(string Path, object? Value)> _entries = [];

    public CheckpointWalk(object? root) => Visit("", root);

    /// <summary>The leaves in the order of the file.</summary>
    public IReadOnlyList<(string Path, object? Value)> Entries => _entries;

    private void Visit(string path, object? value)
    {
        switch (value)
        {
            case StateDict state:
                foreach (var (key, tensor) in state)
                {
                    Visit(Join(path, key), tensor);
                }

                break;
            case ValueDict dict:
                foreach (var (key, item) in dict)
                {
                    Visit(Join(path, $"{key}"), item);
                }

                break;
            case System.Collections.IEnumerable list and not string and not byte[]:
                int index = 0;
                foreach (object? item in list)
                {
                    Visit(Join(path, $"{index++}"), item);
                }

                break;
            default:
                _entries.Add((path.Length == 0 ? "(value)" : path, value));
                break;
        }
    }

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
