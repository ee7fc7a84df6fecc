namespace Flambeau.Serialization;

public partial class ValueDict
{
    /// <summary>Reads an integer.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is not an int.</exception>
    public long GetInt64(object key) => Find(key) is long value ? value : throw Wrong(key, "an int");

    /// <summary>Reads an integer of 32 bits.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is not an int of that range.</exception>
    public int GetInt32(object key)
    {
        long value = GetInt64(key);
        return value is >= int.MinValue and <= int.MaxValue
            ? (int)value
            : throw new CheckpointException($"the value of {Quote(key)} should be an int of 32 bits, but it is {value}");
    }

    /// <summary>Reads a float; an int is converted.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is not a number.</exception>
    public double GetDouble(object key) => Find(key) switch
    {
        double value => value,
        long value => value,
        _ => throw Wrong(key, "a float"),
    };

    /// <summary>Reads a bool.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is not a bool.</exception>
    public bool GetBoolean(object key) => Find(key) is bool value ? value : throw Wrong(key, "a bool");

    /// <summary>Reads a string.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is not a str.</exception>
    public string GetString(object key) => Find(key) as string ?? throw Wrong(key, "a str");

    /// <summary>Reads a list or a tuple.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is neither.</exception>
    public IReadOnlyList<object?> GetList(object key) =>
        Find(key) as IReadOnlyList<object?> ?? throw Wrong(key, "a list");

    /// <summary>Reads a nested dict.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is not a dict.</exception>
    public ValueDict GetDict(object key) => Find(key) as ValueDict ?? throw Wrong(key, "a dict");

    /// <summary>Reads a tensor.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is not a tensor.</exception>
    public Tensor GetTensor(object key) => Find(key) as Tensor ?? throw Wrong(key, "a Tensor");

    /// <summary>Reads a nested state dict.</summary>
    /// <param name="key">Its key.</param>
    /// <exception cref="CheckpointException">The key is missing or its value is not a dict of tensors.</exception>
    public StateDict GetStateDict(object key) => Find(key) as StateDict ?? StateDict.From(GetDict(key), Quote(key));

    private object? Find(object key) => TryGetValue(key, out object? value)
        ? value
        : throw new CheckpointException($"there is no key {Quote(key)}; the keys are {ListKeys()}");

    private CheckpointException Wrong(object key, string expected) =>
        new($"the value of {Quote(key)} should be {expected}, but it is {PythonValue.NameOf(Find(key))}");
}
