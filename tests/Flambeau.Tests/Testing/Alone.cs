namespace Flambeau.Tests;

/// <summary>Tests that look at or change what the whole process shares; they run when no other test does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
