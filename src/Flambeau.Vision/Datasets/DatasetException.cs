namespace Flambeau.Vision;

/// <summary>
/// A data set's folder or file is missing, damaged or not of the expected format; the message names it.
/// </summary>
public sealed class DatasetException : IOException
{
    /// <summary>Creates the exception with a general message.</summary>
    public DatasetException()
        : this("The data set cannot be read.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public DatasetException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception around the error that caused it.</summary>
    public DatasetException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    internal DatasetException(string path, string problem, long? offset = null, Exception? innerException = null)
        : base($"'{path}': {problem}{(offset is null ? "" : $" (at byte {offset})")}", innerException)
    {
        Path = path;
        Offset = offset;
    }

    /// <summary>The file or folder at fault, if known.</summary>
    public string? Path { get; }

    /// <summary>The byte position in the file, after decompression, if known.</summary>
    public long? Offset { get; }
}
