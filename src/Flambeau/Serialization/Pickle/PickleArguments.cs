namespace Flambeau.Serialization;

/// <summary>The arguments of a call in a pickle, read with checks on number and kind.</summary>
internal readonly struct PickleArguments(string function, object?[] values)
{
    /// <summary>The number of arguments.</summary>
    public int Count => values.Length;

    /// <summary>The full Python name of what is called.</summary>
    public string Function => function;

    /// <summary>All arguments as a tuple.</summary>
    public object?[] Values => values;

    /// <summary>The argument at a position, which must have the given type.</summary>
    public T Get<T>(int position)
    {
        if (position >= values.Length)
        {
            throw new CheckpointException(
                $"{function} is called with {values.Length} arguments, but it needs {position + 1} or more");
        }

        return values[position] is T value
            ? value
            : throw new CheckpointException(
                $"argument {position} of {function} is {PythonValue.NameOf(values[position])}, which it cannot be");
    }

    /// <summary>A tuple of integers, such as a shape.</summary>
    public long[] GetIntegers(int position)
    {
        object?[] tuple = Get<object?[]>(position);
        long[] numbers = new long[tuple.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = tuple[i] is long number
                ? number
                : throw new CheckpointException(
                    $"argument {position} of {function} holds {PythonValue.NameOf(tuple[i])} in place of an int");
        }

        return numbers;
    }
}
