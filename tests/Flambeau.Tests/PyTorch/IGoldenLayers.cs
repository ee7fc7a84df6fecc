namespace Flambeau.Tests.PyTorch;

/// <summary>Tests of the layers of one golden file.</summary>
public interface IGoldenLayers
{
    /// <summary>The layers.</summary>
    static abstract GoldenLayers Layers { get; }
}
