namespace Flambeau.Cli.Commands;

/// <summary>One name under which two checkpoints differ.</summary>
/// <param name="Name">The name.</param>
/// <param name="What">What differs: "only in A", "only in B", or "shape", "dtype", "values".</param>
/// <param name="Left">Type and shape in the first file, or null when it is not there.</param>
/// <param name="Right">Type and shape in the second file, or null when it is not there.</param>
/// <param name="Gaps">How far the values are apart, when they could be compared.</param>
internal sealed record TensorDifference(string Name, string What, string? Left, string? Right, Gaps? Gaps);
