namespace Flambeau.Kernels.Tests;

/// <summary>Tests that change <see cref="Workers.Count"/> run alone: it is a setting of the process.</summary>
[CollectionDefinition(nameof(Workers), DisableParallelization = true)]
public sealed class WorkersCollection;
