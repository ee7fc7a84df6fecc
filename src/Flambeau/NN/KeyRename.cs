using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Flambeau.NN;

/// <summary>
/// A rule that gives the keys of a state dict other names. In the text form, as in <see cref="PathPattern"/>, each
/// <c>*</c> of the new name is what the star of the same position stood for, and what lies below a module moves along:
/// <c>("backbone", "features")</c> makes <c>features.0.weight</c> of <c>backbone.0.weight</c>. Keys that do not fit stay.
/// </summary>
public sealed class KeyRename
{
    private readonly Regex _from;
    private readonly string _replacement;
    private readonly string _text;

    /// <summary>A rule in text form.</summary>
    /// <param name="from">The old name.</param>
    /// <param name="to">The new name; empty to drop the old one from the path.</param>
    /// <exception cref="ArgumentException">The new name has more stars than the old one.</exception>
    public KeyRename(string from, string to)
    {
        ArgumentException.ThrowIfNullOrEmpty(from);
        ArgumentNullException.ThrowIfNull(to);
        int stars = from.Count(character => character == '*');
        if (to.Count(character => character == '*') > stars)
        {
            throw new ArgumentException($"KeyRename: the new name '{to}' has more stars than the old one, '{from}'.", nameof(to));
        }

        _from = PathPattern.ToRegex(from);
        _replacement = Replacement(to, below: stars + 1);
        _text = $"{from} -> {to}";
    }

    /// <summary>A rule that replaces all matches of a regular expression.</summary>
    /// <param name="from">What is replaced.</param>
    /// <param name="to">The replacement, in which <c>$1</c> is the first group.</param>
    public KeyRename(Regex from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        _from = from;
        _replacement = to;
        _text = $"{from} -> {to}";
    }

    /// <summary>The new name of a key, or the key itself.</summary>
    public string Apply(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _from.Replace(key, _replacement).TrimStart('.');
    }

    /// <inheritdoc/>
    public override string ToString() => _text;

    private static string Replacement(string to, int below)
    {
        var result = new StringBuilder();
        int star = 0;
        foreach (char character in to)
        {
            result.Append(character switch
            {
                '*' => string.Create(CultureInfo.InvariantCulture, $"${{{++star}}}"),
                '$' => "$$",
                _ => character.ToString(),
            });
        }

        return result.Append(CultureInfo.InvariantCulture, $"${{{below}}}").ToString();
    }
}
