using System.Globalization;

namespace Flambeau;

/// <summary>How all elements of one printed tensor are written: the notation that suits them and a common width.</summary>
internal sealed class ElementFormat
{
    private const double MaxRatio = 1000;
    private const double MaxFixed = 1e8;
    private const double MinFixed = 1e-4;

    // so many digits tell a tie from a number next to one
    private const int TieDigits = 26;

    private readonly DType _dtype;
    private readonly bool _isWhole = true;
    private readonly bool _isScientific;

    /// <summary>Chooses the notation for the elements that will be seen, each a tensor without dimensions.</summary>
    public ElementFormat(DType dtype, IEnumerable<Tensor> elements)
    {
        _dtype = dtype;
        if (!dtype.IsFloatingPoint)
        {
            Width = elements.Max(e => Unpadded(e).Length);
            return;
        }

        double[] numbers = [.. elements.Select(e => e.Item<double>()).Where(v => v != 0 && double.IsFinite(v))];
        if (numbers.Length > 0)
        {
            _isWhole = numbers.All(v => v == Math.Truncate(v));
            _isScientific = IsScientific(numbers.Min(Math.Abs), numbers.Max(Math.Abs), _isWhole);
            Width = numbers.Max(v => Unpadded(v).Length);
        }

        // as in PyTorch, a notation that is asked for keeps the width of the one that suits the numbers
        _isScientific = PrintOptions.ScientificMode ?? _isScientific;
    }

    /// <summary>The number of characters that the widest finite element takes.</summary>
    public int Width { get; } = 1;

    /// <summary>One element, padded on the left.</summary>
    public string Text(Tensor element) =>
        (_dtype.IsFloatingPoint ? Unpadded(element.Item<double>()) : Unpadded(element)).PadLeft(Width);

    private static bool IsScientific(double min, double max, bool isWhole) =>
        max / min > MaxRatio || max > MaxFixed || (!isWhole && min < MinFixed);

    private string Unpadded(Tensor element)
    {
        long value = element.Item<long>();
        return _dtype == DType.Bool ? (value != 0 ? "True" : "False") : value.ToString(CultureInfo.InvariantCulture);
    }

    private string Unpadded(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
        }

        if (_isScientific)
        {
            return Scientific(value);
        }

        return _isWhole ? value.ToString("F0", CultureInfo.InvariantCulture) + "." : Rounded(value, 'F');
    }

    // .NET writes 1.0000E+008 where C, and so Python, write 1.0000e+08
    private static string Scientific(double value)
    {
        string[] parts = Rounded(value, 'E').Split('E');
        int exponent = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return $"{parts[0]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)}";
    }

    // .NET rounds a tie away from zero, C to the even digit; one step towards zero settles a tie downwards.
    private static string Rounded(double value, char notation)
    {
        int precision = PrintOptions.Precision;
        string digits = value.ToString($"{notation}{precision + TieDigits}", CultureInfo.InvariantCulture);
        int last = digits.IndexOf('.', StringComparison.Ordinal) + precision;
        bool isTie = digits.AsSpan(last + 1, TieDigits) is ['5', .. var rest] && rest.IndexOfAnyExcept('0') < 0;
        bool isEven = (digits[precision == 0 ? last - 1 : last] - '0') % 2 == 0;
        double nudged = isTie && isEven ? (value > 0 ? Math.BitDecrement(value) : Math.BitIncrement(value)) : value;
        return nudged.ToString($"{notation}{precision}", CultureInfo.InvariantCulture);
    }
}
