namespace Flambeau.Optim;

/// <summary>How one parameter of a model trains.</summary>
/// <param name="Path">Its dotted name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="RequiresGrad">Whether gradients are computed for it; false when it is frozen.</param>
/// <param name="LearningRate">The learning rate of its group; null when it is in none.</param>
/// <param name="WeightDecay">The weight decay of its group; null when it is in none.</param>
public readonly record struct ParameterRow(string Path, Shape Shape, bool RequiresGrad, double? LearningRate, double? WeightDecay)
{
    /// <summary>The number of elements.</summary>
    public long Count => Shape.Numel;

    /// <summary>True when a step of the optimiser changes it.</summary>
    public bool Trains => RequiresGrad && LearningRate is not null;
}
