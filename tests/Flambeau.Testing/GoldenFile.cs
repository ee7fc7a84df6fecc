using System.Text.Json;

namespace Flambeau.Testing;

/// <summary>A file of values that real PyTorch gave; <c>tools/golden</c> holds the scripts that wrote it.</summary>
public sealed class GoldenFile
{
    private readonly Dictionary<string, GoldenCase> _cases;

    private GoldenFile(JsonElement root)
    {
        Header = new GoldenCase(root);
        _cases = root.GetProperty("cases").EnumerateArray().Select(c => new GoldenCase(c)).ToDictionary(c => c.Name);
    }

    /// <summary>The fields above the cases: PyTorch's version, the script, the seed and what the cases share.</summary>
    public GoldenCase Header { get; }

    /// <summary>All cases in the file's order.</summary>
    public IReadOnlyCollection<GoldenCase> Cases => _cases.Values;

    /// <summary>The case of that name.</summary>
    public GoldenCase this[string name] => _cases[name];

    /// <summary>Loads <c>golden/{name}.json</c> from beside the test program or from the repository.</summary>
    public static GoldenFile Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "golden", name + ".json");
        if (!File.Exists(path))
        {
            path = RepoPaths.Combine("tests", "Flambeau.Tests", "golden", name + ".json");
        }
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return new GoldenFile(document.RootElement.Clone());
    }

    /// <summary>The names of the cases that have a key.</summary>
    public IEnumerable<string> NamesWith(string key) => Cases.Where(c => c.Has(key)).Select(c => c.Name);
}
