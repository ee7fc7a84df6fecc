namespace Flambeau.NN;

/// <summary>A state dict does not fit a module; nothing was loaded.</summary>
public sealed class StateDictException : InvalidOperationException
{
    internal StateDictException(string message, LoadResult result)
        : base(message) => Result = result;

    /// <summary>All keys that did not fit; <see cref="LoadResult.Loaded"/> is empty.</summary>
    public LoadResult Result { get; }

    /// <summary>Keys of the module that the state dict lacks.</summary>
    public IReadOnlyList<string> Missing => Result.Missing;

    /// <summary>Keys of the state dict that the module lacks.</summary>
    public IReadOnlyList<string> Unexpected => Result.Unexpected;

    /// <summary>Keys that both have with different shapes.</summary>
    public IReadOnlyList<ShapeMismatch> Mismatched => Result.Mismatched;
}
