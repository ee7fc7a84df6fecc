namespace Flambeau.Vision;

/// <summary>Published weights could not be had; the message names their address, their place on disk and a way out.</summary>
public sealed class WeightsException : IOException
{
    /// <summary>Creates the exception.</summary>
    public WeightsException()
    {
    }

    /// <summary>Creates the exception with a message.</summary>
    public WeightsException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public WeightsException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Where the weights are published; null when unknown.</summary>
    public Uri? Url { get; init; }

    /// <summary>Where they are expected on disk; null when unknown.</summary>
    public string? Path { get; init; }
}
