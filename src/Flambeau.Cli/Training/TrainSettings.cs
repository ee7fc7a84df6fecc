namespace Flambeau.Cli.Training;

/// <summary>What one training run was asked to do.</summary>
internal sealed record TrainSettings
{
    /// <summary>The folder with the data; null for the embedded digits.</summary>
    public string? Data { get; init; }

    /// <summary>The model's name; null for the one that suits the data.</summary>
    public string? Model { get; init; }

    /// <summary>How often the training set is gone through.</summary>
    public required int Epochs { get; init; }

    /// <summary>Images per step.</summary>
    public required int BatchSize { get; init; }

    /// <summary>The learning rate at the start; it follows a cosine down to zero.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The learning rate of tensors that came from <see cref="Weights"/>; null for the same as the others.</summary>
    public double? BackboneLearningRate { get; init; }

    /// <summary>Seeds initialisation and order of the data.</summary>
    public required long Seed { get; init; }

    /// <summary>The folder for weights and run card.</summary>
    public required string Output { get; init; }

    /// <summary>A checkpoint to start from.</summary>
    public string? Weights { get; init; }

    /// <summary>Patterns of parameter names that are not trained.</summary>
    public IReadOnlyList<string> Freeze { get; init; } = [];

    /// <summary>The edge, in pixels, to which images are resized; null for the model's own.</summary>
    public int? ImageSize { get; init; }
}
