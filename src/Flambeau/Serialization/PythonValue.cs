using System.Globalization;
using System.Numerics;

namespace Flambeau.Serialization;

/// <summary>Names and normal forms of the plain values a checkpoint holds.</summary>
internal static class PythonValue
{
    /// <summary>Turns integers into Int64 (BigInteger when larger) and every float type into Double.</summary>
    public static object? Normalise(object? value) => value switch
    {
        int number => (long)number,
        uint number => (long)number,
        short number => (long)number,
        ushort number => (long)number,
        byte number => (long)number,
        sbyte number => (long)number,
        ulong number => Normalise((BigInteger)number),
        BigInteger number when number >= long.MinValue && number <= long.MaxValue => (long)number,
        float number => (double)number,
        Half number => (double)number,
        _ => value,
    };

    /// <summary>A short text for a value in a message.</summary>
    public static string Show(object? value)
    {
        const int Longest = 100;
        return value switch
        {
            string { Length: > Longest } text => $"{text[..Longest]}...",
            string or long or double or bool => string.Create(CultureInfo.InvariantCulture, $"{value}"),
            _ => NameOf(value),
        };
    }

    /// <summary>The Python name of a value's type, for messages.</summary>
    public static string NameOf(object? value) => value switch
    {
        null => "None",
        bool => "a bool",
        long or BigInteger => "an int",
        double => "a float",
        string => "a str",
        byte[] => "a bytes",
        object?[] => "a tuple",
        List<object?> => "a list",
        ValueDict => "a dict",
        HashSet<object?> => "a set",
        StoredTensor => "a Tensor",
        _ => $"a {value.GetType().Name}",
    };
}
