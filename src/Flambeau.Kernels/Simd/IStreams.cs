namespace Flambeau.Kernels;

/// <summary>Work whose results may go past the caches; see <see cref="Streaming"/>.</summary>
internal interface IStreams
{
    /// <summary>Whether they do.</summary>
    bool Streams { get; set; }
}
