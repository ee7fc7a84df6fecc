namespace Flambeau.Data;

/// <summary>A data set whose samples have names, such as their files, for messages.</summary>
public interface INamedSamples
{
    /// <summary>The name of a sample, or null where it has none.</summary>
    string? NameOf(int index);
}
