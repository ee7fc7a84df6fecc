namespace Flambeau.Vision.Tests;

/// <summary>Tests that seed the process-wide generator: no other test may draw from it meanwhile.</summary>
[CollectionDefinition(nameof(DefaultGeneratorCollection), DisableParallelization = true)]
public class DefaultGeneratorCollection;
