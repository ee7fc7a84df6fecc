namespace Flambeau.Benchmarks.Peers;

/// <summary>What making a side may depend on.</summary>
/// <param name="Threads">The number of threads.</param>
/// <param name="ModelFile">Where a side keeps its model, if it works from a file.</param>
internal sealed record SideSettings(int Threads, string ModelFile);
