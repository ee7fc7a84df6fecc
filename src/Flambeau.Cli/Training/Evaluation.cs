using Flambeau.Data;
using Flambeau.NN;

namespace Flambeau.Cli.Training;

/// <summary>How well a network classifies images it does not learn from.</summary>
internal sealed class Evaluation
{
    private Evaluation(int classes)
    {
        Correct = new int[classes];
        Counts = new int[classes];
    }

    /// <summary>The mean cross-entropy.</summary>
    public double Loss { get; private set; }

    /// <summary>The share of images whose class was found.</summary>
    public double Accuracy => Counts.Sum() == 0 ? 0 : (double)Correct.Sum() / Counts.Sum();

    /// <summary>Per class the number of images whose class was found.</summary>
    public int[] Correct { get; }

    /// <summary>Per class the number of images.</summary>
    public int[] Counts { get; }

    /// <summary>Classifies all images.</summary>
    public static Evaluation Of(
        Module<Tensor, Tensor> model, IDataset<(Tensor Image, long Label)> images, int classes, int batchSize, CancellationToken cancellation = default)
    {
        model.Eval();
        var result = new Evaluation(classes);
        double loss = 0;
        using var scope = GradMode.NoGrad();
        foreach (var (batch, labels) in new DataLoader(images, batchSize, numWorkers: 2))
        {
            cancellation.ThrowIfCancellationRequested();
            var scores = model.Call(batch);
            loss += F.CrossEntropy(scores, labels, reduction: Reduction.Sum).Item();
            result.Count(scores.ArgMax(1).ToArray<long>(), labels.ToArray<long>());
        }

        result.Loss = loss / Math.Max(1, images.Count);
        return result;
    }

    private void Count(long[] predicted, long[] labels)
    {
        for (int i = 0; i < labels.Length; i++)
        {
            Counts[labels[i]]++;
            Correct[labels[i]] += predicted[i] == labels[i] ? 1 : 0;
        }
    }
}
