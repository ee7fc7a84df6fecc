namespace Flambeau.Serialization;

/// <summary>A checkpoint is damaged, hostile, of an unknown format, or holds what cannot be read.</summary>
/// <remarks>Every reader of this namespace reports bad bytes with this type and no other.</remarks>
public sealed class CheckpointException : IOException
{
    /// <summary>Creates the exception with a general message.</summary>
    public CheckpointException()
        : this("The checkpoint cannot be read.")
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, and what to do about it when that is known.</param>
    public CheckpointException(string message)
        : this(message, null)
    {
    }

    /// <summary>Creates the exception around the error that caused it.</summary>
    /// <param name="message">What is wrong, and what to do about it when that is known.</param>
    /// <param name="innerException">The error that was met while reading.</param>
    public CheckpointException(string message, Exception? innerException)
        : this(message, null, null, innerException)
    {
    }

    private CheckpointException(string problem, string? fileName, long? offset, Exception? innerException)
        : base(Describe(problem, fileName, offset), innerException)
    {
        Problem = problem;
        FileName = fileName;
        Offset = offset;
    }

    /// <summary>What is wrong, without the file name and offset of <see cref="Exception.Message"/>.</summary>
    public string Problem { get; }

    /// <summary>The file that was being read, or null when it was a stream without a name.</summary>
    public string? FileName { get; }

    /// <summary>The byte position in the file, or in the record that the message names, if known.</summary>
    public long? Offset { get; }

    /// <summary>Returns the same error with an offset, unless it has one.</summary>
    internal CheckpointException At(long offset) =>
        Offset is null ? new CheckpointException(Problem, FileName, offset, InnerException) : this;

    /// <summary>Returns the same error with a file name, unless it has one.</summary>
    internal CheckpointException In(string? fileName) =>
        FileName is null && fileName is not null
            ? new CheckpointException(Problem, fileName, Offset, InnerException)
            : this;

    /// <summary>Returns the same error with a remark about where it was met, as in "data.pkl: ...".</summary>
    internal CheckpointException Within(string place) =>
        new($"{place}: {Problem}", FileName, Offset, InnerException);

    private static string Describe(string problem, string? fileName, long? offset)
    {
        string text = fileName is null ? problem : $"'{fileName}': {problem}";
        return offset is null ? text : $"{text} (at byte {offset})";
    }
}
