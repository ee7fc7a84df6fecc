namespace Flambeau.Cli.Commands;

/// <summary>How far values may be apart, as in <c>torch.allclose</c>.</summary>
/// <param name="Absolute">By this much.</param>
/// <param name="Relative">And by this part of the second value.</param>
internal readonly record struct Tolerance(double Absolute, double Relative);
