using Flambeau.Data;

namespace Flambeau.Vision;

/// <summary>Labelled images whose classes have names.</summary>
public interface IImageDataset : IDataset<(Tensor Image, long Label)>
{
    /// <summary>The names of the classes; a label is a position in this list.</summary>
    IReadOnlyList<string> Classes { get; }

    /// <summary>The labels of all samples, without reading an image.</summary>
    IReadOnlyList<long> Labels { get; }
}
