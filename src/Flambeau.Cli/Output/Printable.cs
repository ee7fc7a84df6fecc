using System.Globalization;
using System.Text;

namespace Flambeau.Cli;

/// <summary>Text from files for a terminal.</summary>
internal static class Printable
{
    private const int MaxLength = 80;

    /// <summary>The text with control characters spelled out: a file must not steer the terminal.</summary>
    public static string Text(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var result = new StringBuilder();
        foreach (char character in text)
        {
            result.Append(char.IsControl(character) ? $"\\x{(int)character:x2}" : $"{character}");
        }

        return result.ToString();
    }

    /// <summary>A plain value of a checkpoint as Python shows it, cut when it is long.</summary>
    public static string Value(object? value)
    {
        string text = value switch
        {
            null => "None",
            bool truth => truth ? "True" : "False",
            byte[] bytes => $"{bytes.Length} bytes",
            ICollection<object?> items => $"{items.Count} items",
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
        return Text(text.Length > MaxLength ? text[..MaxLength] + "..." : text);
    }
}
