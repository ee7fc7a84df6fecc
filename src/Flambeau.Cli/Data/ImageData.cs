using Flambeau.Data;

namespace Flambeau.Cli.Data;

/// <summary>Images to learn from and to test on, ready for a network.</summary>
internal sealed record ImageData
{
    /// <summary>What to learn from: images [C, H, W] and classes.</summary>
    public required IDataset<(Tensor Image, long Label)> Train { get; init; }

    /// <summary>What accuracy is measured on.</summary>
    public required IDataset<(Tensor Image, long Label)> Test { get; init; }

    /// <summary>The names of the classes.</summary>
    public required string[] Classes { get; init; }

    /// <summary>How images are prepared.</summary>
    public required Preprocessing Preprocessing { get; init; }

    /// <summary>What the data is called in messages and folders.</summary>
    public required string Name { get; init; }
}
