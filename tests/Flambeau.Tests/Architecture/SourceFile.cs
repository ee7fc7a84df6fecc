using System.Text.RegularExpressions;
using Flambeau.Testing;

namespace Flambeau.Tests.Architecture;

/// <summary>A C# file of the shipped projects, as the architecture tests look at it.</summary>
internal sealed partial record SourceFile(string Project, string RelativePath, string[] Lines)
{
    /// <summary>The file's name up to the first dot, which partial types share.</summary>
    public string BaseName => Path.GetFileName(RelativePath).Split('.')[0];

    /// <summary>All hand-written files under <c>src</c>.</summary>
    public static IReadOnlyList<SourceFile> All { get; } = [.. Find()];

    /// <summary>The lines with comments and the content of strings removed, numbered from 1.</summary>
    public IEnumerable<(int Number, string Code)> Code()
    {
        bool inComment = false;
        for (int i = 0; i < Lines.Length; i++)
        {
            string line = Strings().Replace(Lines[i], "\"\"");
            if (inComment)
            {
                inComment = !line.Contains("*/", StringComparison.Ordinal);
                continue;
            }
            int comment = line.IndexOf("//", StringComparison.Ordinal);
            line = comment < 0 ? line : line[..comment];
            inComment = line.Contains("/*", StringComparison.Ordinal) && !line.Contains("*/", StringComparison.Ordinal);
            yield return (i + 1, line);
        }
    }

    private static IEnumerable<SourceFile> Find()
    {
        string src = RepoPaths.Combine("src");
        foreach (string path in Directory.EnumerateFiles(src, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string relative = Path.GetRelativePath(src, path).Replace('\\', '/');
            string[] parts = relative.Split('/');
            if (!parts.Contains("bin") && !parts.Contains("obj") && !relative.EndsWith(".g.cs", StringComparison.Ordinal))
            {
                yield return new SourceFile(parts[0], relative, File.ReadAllLines(path));
            }
        }
    }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"
        """)]
    private static partial Regex Strings();
}
