using System.Globalization;
using System.Text;

namespace Flambeau.Serialization;

/// <summary>Python's escapes in the text of pickles of protocol 0.</summary>
internal static class PickleEscapes
{
    /// <summary>A string as Python's <c>repr</c> writes it.</summary>
    /// <exception cref="CheckpointException">It has no quotes around it, or a broken escape in it.</exception>
    public static string Unquote(string text) =>
        text.Length >= 2 && text[0] == text[^1] && text[0] is '\'' or '"'
            ? Unescape(text[1..^1], unicodeOnly: false)
            : throw new CheckpointException("the pickle has a string without quotes");

    /// <summary>Replaces escapes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unicodeOnly">Whether only \u and \U are escapes.</param>
    /// <exception cref="CheckpointException">An escape is cut short.</exception>
    public static string Unescape(string text, bool unicodeOnly)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            char kind = text[i + 1];
            int digits = kind switch
            {
                'u' => 4,
                'U' => 8,
                'x' when !unicodeOnly => 2,
                _ => 0,
            };
            if (digits > 0)
            {
                result.Append(Character(text, i + 2, digits));
                i += 1 + digits;
            }
            else if (!unicodeOnly && Simple(kind) is { } character)
            {
                result.Append(character);
                i++;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }

    private static char? Simple(char kind) => kind switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '\\' or '\'' or '"' => kind,
        _ => null,
    };

    private static string Character(string text, int start, int digits) =>
        start + digits <= text.Length
        && int.TryParse(
            text.AsSpan(start, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
        && (Rune.IsValid(code) || code is >= 0xD800 and <= 0xDFFF)
            ? code <= char.MaxValue ? $"{(char)code}" : char.ConvertFromUtf32(code)
            : throw new CheckpointException("the pickle has text with a broken escape");
}
