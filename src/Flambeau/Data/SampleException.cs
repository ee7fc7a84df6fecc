namespace Flambeau.Data;

/// <summary>
/// A sample of a data set cannot be made; the message says which, the inner exception says why.
/// </summary>
public sealed class SampleException : Exception
{
    /// <summary>Creates the exception with a general message.</summary>
    public SampleException()
        : this("A sample of the data set cannot be made.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public SampleException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception around the error that caused it.</summary>
    public SampleException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal SampleException(int index, string? name, Exception cause)
        : base(
            $"DataLoader: sample {index}{(name is null ? "" : $" ('{name}')")} cannot be made: {cause.Message}", cause)
    {
        Index = index;
        Name = name;
    }

    /// <summary>The number of the sample in the data set, -1 if unknown.</summary>
    public int Index { get; } = -1;

    /// <summary>The name of the sample, such as its file, if it has one.</summary>
    public string? Name { get; }
}
