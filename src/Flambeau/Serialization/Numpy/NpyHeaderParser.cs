using System.Globalization;

namespace Flambeau.Serialization;

/// <summary>Reads the Python dict in a <c>.npy</c> header: three known keys, nothing else, nothing evaluated.</summary>
/// <param name="text">The dict as Python writes it.</param>
internal sealed class NpyHeaderParser(string text)
{
    private int _position;

    /// <summary>Reads the dict.</summary>
    /// <exception cref="CheckpointException">It is not of the expected form.</exception>
    public NpyHeader Parse()
    {
        string? description = null;
        bool? isFortran = null;
        long[]? sizes = null;
        Expect('{');
        while (!Accept('}'))
        {
            string key = ReadString();
            Expect(':');
            switch (key)
            {
                case "descr" when description is null:
                    description = ReadString();
                    break;
                case "fortran_order" when isFortran is null:
                    isFortran = ReadBool();
                    break;
                case "shape" when sizes is null:
                    sizes = ReadSizes();
                    break;
                default:
                    throw Unexpected();
            }

            if (!Accept(','))
            {
                Expect('}');
                break;
            }
        }

        if (description is null || isFortran is null || sizes is null || text.AsSpan(_position).Trim().Length > 0)
        {
            throw Unexpected();
        }

        StoredTensor.CheckRank(sizes);
        (ElementType type, bool swapped) = NpyTypes.Parse(description);
        return new NpyHeader(type, swapped, isFortran.Value, sizes);
    }

    private long[] ReadSizes()
    {
        var sizes = new List<long>();
        Expect('(');
        while (!Accept(')'))
        {
            sizes.Add(ReadSize());
            if (!Accept(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. sizes];
    }

    private long ReadSize()
    {
        SkipBlanks();
        int start = _position;
        while (_position < text.Length && char.IsAsciiDigit(text[_position]))
        {
            _position++;
        }

        ReadOnlySpan<char> digits = text.AsSpan(start, _position - start);
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long size))
        {
            throw Unexpected();
        }

        // Python 2 marked long integers.
        _ = Accept('L');
        return size;
    }

    private string ReadString()
    {
        SkipBlanks();
        char quote = _position < text.Length ? text[_position] : '\0';
        int end = quote is '\'' or '"' ? text.IndexOf(quote, _position + 1) : -1;
        if (end < 0)
        {
            throw text.AsSpan(_position).StartsWith("[")
                ? new CheckpointException(
                    "the array has several fields per element (a structured type), which is not supported")
                : Unexpected();
        }

        string value = text[(_position + 1)..end];
        _position = end + 1;
        return value;
    }

    private bool ReadBool()
    {
        SkipBlanks();
        foreach (string word in (ReadOnlySpan<string>)["True", "False"])
        {
            if (string.CompareOrdinal(text, _position, word, 0, word.Length) == 0)
            {
                _position += word.Length;
                return word == "True";
            }
        }

        throw Unexpected();
    }

    private bool Accept(char symbol)
    {
        SkipBlanks();
        if (_position >= text.Length || text[_position] != symbol)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void Expect(char symbol)
    {
        if (!Accept(symbol))
        {
            throw Unexpected();
        }
    }

    private void SkipBlanks()
    {
        while (_position < text.Length && text[_position] is (' ' or '\n' or '\t'))
        {
            _position++;
        }
    }

    private CheckpointException Unexpected() =>
        new($"numpy's header is not of the expected form (a dict of descr, fortran_order and shape); "
            + $"see its character {_position}");
}
