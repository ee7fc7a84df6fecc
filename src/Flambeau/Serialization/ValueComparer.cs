namespace Flambeau.Serialization;

/// <summary>Compares dictionary keys and set members by value, tuples and byte strings included.</summary>
internal sealed class ValueComparer : IEqualityComparer<object?>
{
    /// <summary>The only instance: the comparer has no state.</summary>
    public static readonly ValueComparer Instance = new();

    // Tuples may share their parts, so walking one can take exponential time: keys are small or refused.
    private const int MaximumParts = 64;

    private ValueComparer()
    {
    }

    /// <summary>Brings a key into the form in which keys are stored: every integer that fits is an Int64.</summary>
    /// <exception cref="CheckpointException">The value cannot be a key.</exception>
    public static object Normalise(object? key)
    {
        object? plain = PythonValue.Normalise(key);
        int budget = MaximumParts;
        return plain is not null && IsHashable(plain, ref budget)
            ? plain
            : throw new CheckpointException(
                $"{PythonValue.NameOf(plain)} cannot be a key of a dict or a member of a set here");
    }

    /// <summary>About how many bytes hashing a key reads.</summary>
    public static long Weigh(object? key)
    {
        int budget = MaximumParts;
        return Weigh(key, ref budget);
    }

    /// <inheritdoc/>
    public new bool Equals(object? x, object? y) => (x, y) switch
    {
        (object?[] a, object?[] b) => a.Length == b.Length && a.Zip(b).All(pair => Equals(pair.First, pair.Second)),
        (byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b),
        _ => object.Equals(x, y),
    };

    /// <inheritdoc/>
    public int GetHashCode(object? obj)
    {
        // HashCode is seeded per process, so a file cannot choose keys that collide.
        var hash = default(HashCode);
        switch (obj)
        {
            case long number:
                return SeededComparer.Instance.GetHashCode(number);
            case double number:
                return SeededComparer.Instance.GetHashCode(BitConverter.DoubleToInt64Bits(Canonical(number)));
            case System.Numerics.BigInteger number:
                hash.AddBytes(number.ToByteArray());
                break;
            case object?[] tuple:
                foreach (object? part in tuple)
                {
                    hash.Add(GetHashCode(part));
                }

                break;
            case byte[] bytes:
                hash.AddBytes(bytes);
                break;
            default:
                hash.Add(obj);
                break;
        }

        return hash.ToHashCode();
    }

    // Equal numbers need equal bits: 0 has two signs, and there are many NaNs.
    private static double Canonical(double number) => number == 0 ? 0 : double.IsNaN(number) ? double.NaN : number;

    private static long Weigh(object? value, ref int budget)
    {
        if (--budget < 0 || value is not object?[] tuple)
        {
            return value switch
            {
                string text => text.Length * sizeof(char),
                byte[] bytes => bytes.Length,
                System.Numerics.BigInteger number => number.GetByteCount(),
                _ => 0,
            };
        }

        long sum = 0;
        for (int i = 0; i < tuple.Length && budget > 0; i++)
        {
            sum += Weigh(tuple[i], ref budget);
        }

        return sum;
    }

    private static bool IsHashable(object? value, ref int budget)
    {
        if (--budget < 0)
        {
            return false;
        }

        if (value is not object?[] tuple)
        {
            return value is null or string or long or bool or double or System.Numerics.BigInteger or byte[];
        }

        foreach (object? part in tuple)
        {
            if (!IsHashable(part, ref budget))
            {
                return false;
            }
        }

        return true;
    }
}
