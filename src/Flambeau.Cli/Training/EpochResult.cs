namespace Flambeau.Cli.Training;

/// <summary>What one pass over the training set gave.</summary>
internal readonly record struct EpochResult(
    int Epoch, double TrainLoss, double TrainAccuracy, double TestLoss, double TestAccuracy, TimeSpan Elapsed, double ImagesPerSecond);
