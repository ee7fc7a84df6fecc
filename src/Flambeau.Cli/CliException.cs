namespace Flambeau.Cli;

/// <summary>A failure whose message is all that the user needs.</summary>
internal sealed class CliException : Exception
{
    public CliException(string message)
        : base(message)
    {
    }

    public CliException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
