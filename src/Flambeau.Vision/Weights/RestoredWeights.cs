using Flambeau.Serialization;

namespace Flambeau.Vision;

/// <summary>What <see cref="ReducedWeights.Restore"/> made of reduced weights.</summary>
/// <param name="State">The weights in the model's form.</param>
/// <param name="Dequantized">How many tensors were 8-bit integers with a scale.</param>
/// <param name="Unfolded">How many normalisations had been folded into their convolutions.</param>
public sealed record RestoredWeights(StateDict State, int Dequantized, int Unfolded);
