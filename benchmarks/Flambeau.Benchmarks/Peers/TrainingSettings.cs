namespace Flambeau.Benchmarks.Peers;

/// <summary>What both sides train with.</summary>
internal static class TrainingSettings
{
    public const double LearningRate = 1e-3;
    public const double Momentum = 0.9;

    public static long[] Labels(int count, int classes) => [.. Enumerable.Range(0, count).Select(i => (long)i * 7 % classes)];
}
