using System.Text.RegularExpressions;

namespace Flambeau.Cli.Commands;

/// <summary>A pattern of parameter names as <c>--freeze</c> takes it: <c>*</c> stands for anything, and a module's name for all below it.</summary>
internal sealed class NamePattern(string pattern)
{
    private readonly Regex _regex = new(
        "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "(\\..*)?$", RegexOptions.CultureInvariant);

    /// <summary>The pattern as given.</summary>
    public string Text => pattern;

    /// <summary>True when the name fits.</summary>
    public bool Matches(string name) => _regex.IsMatch(name);
}
