using System.Globalization;

namespace Flambeau.NN;

/// <summary>Settings as Python prints them.</summary>
internal static class Repr
{
    /// <summary>The settings that are not null, separated by commas.</summary>
    public static string Join(params ReadOnlySpan<string?> parts) =>
        string.Join(", ", parts.ToArray().Where(part => part is not null));

    /// <summary><c>True</c> or <c>False</c>.</summary>
    public static string Bool(bool value) => value ? "True" : "False";

    /// <summary>A float in Python's shortest form: <c>0.1</c>, <c>1.0</c>, <c>1e-05</c>.</summary>
    public static string Float(double value)
    {
        double size = Math.Abs(value);
        if (size != 0 && (size < 1e-4 || size >= 1e16))
        {
            // .NET writes 1E-05 where Python writes 1e-05
            return value.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);
        }

        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) || !double.IsFinite(value) ? text : text + ".0";
    }
}
