using System.Text;
using System.Text.RegularExpressions;

namespace Flambeau.NN;

/// <summary>
/// A pattern of dotted names, such as those of parameters. In the text form <c>*</c> stands for any characters, dots
/// included, <c>?</c> for one, <c>[0-4]</c> for one of a set, and a module's name for everything below it too:
/// <c>layer1</c> fits <c>layer1.0.conv1.weight</c>. A <see cref="Regex"/> fits where it finds a match.
/// </summary>
public sealed class PathPattern
{
    private readonly Regex _regex;
    private readonly string _text;

    /// <summary>A pattern from its text form.</summary>
    /// <exception cref="ArgumentException">The text is empty, or a set is not closed.</exception>
    public PathPattern(string glob)
    {
        ArgumentException.ThrowIfNullOrEmpty(glob);
        _text = glob;
        _regex = ToRegex(glob);
    }

    /// <summary>A pattern from a regular expression.</summary>
    public PathPattern(Regex regex)
    {
        ArgumentNullException.ThrowIfNull(regex);
        _text = regex.ToString();
        _regex = regex;
    }

    /// <summary>A pattern from its text form.</summary>
    public static implicit operator PathPattern(string glob) => new(glob);

    /// <summary>A pattern from a regular expression.</summary>
    public static implicit operator PathPattern(Regex regex) => new(regex);

    /// <summary>True when the name fits.</summary>
    public bool IsMatch(string path) => _regex.IsMatch(path);

    /// <inheritdoc/>
    public override string ToString() => _text;

    /// <summary>The regular expression of the text form; the stars are its first groups, what lies below the last.</summary>
    internal static Regex ToRegex(string glob)
    {
        var regex = new StringBuilder("^");
        for (int i = 0; i < glob.Length; i++)
        {
            switch (glob[i])
            {
                case '*':
                    regex.Append("(.*)");
                    break;
                case '?':
                    regex.Append('.');
                    break;
                case '[':
                    int end = glob.IndexOf(']', i);
                    if (end < i + 2)
                    {
                        throw new ArgumentException($"PathPattern: the set at position {i} of '{glob}' must be closed and not empty.", nameof(glob));
                    }

                    // [!ab] as in a shell
                    string set = glob[(i + 1)..end].Replace("\\", @"\\", StringComparison.Ordinal);
                    regex.Append('[').Append(set[0] == '!' ? "^" + set[1..] : set).Append(']');
                    i = end;
                    break;
                default:
                    regex.Append(Regex.Escape(glob[i].ToString()));
                    break;
            }
        }

        return new Regex(regex.Append(@"(\..*)?$").ToString(), RegexOptions.CultureInvariant);
    }
}
