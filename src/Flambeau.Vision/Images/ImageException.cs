namespace Flambeau.Vision;

/// <summary>
/// A picture is damaged, truncated or of a format that cannot be decoded; the message names the file.
/// </summary>
public sealed class ImageException : IOException
{
    /// <summary>Creates the exception with a general message.</summary>
    public ImageException()
        : this("The image cannot be decoded.")
    {
    }

    /// <summary>Creates the exception.</summary>
    public ImageException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception around the error that caused it.</summary>
    public ImageException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
