using System.Diagnostics;
using System.Globalization;
using Flambeau.Cli.Data;
using Flambeau.Data;
using Flambeau.NN;
using Flambeau.Optim;
using Flambeau.Serialization;

namespace Flambeau.Cli.Training;

/// <summary>A network on its way: model, optimiser, data and the place of the weights.</summary>
internal sealed class TrainingRun
{
    private readonly TrainSettings _settings;
    private readonly ImageData _images;
    private readonly Module<Tensor, Tensor> _model;
    private readonly AdamW _optimizer;
    private readonly CosineAnnealingLR _scheduler;
    private readonly DataLoader _loader;
    private readonly RunCard _card;
    private readonly Terminal _terminal;

    private TrainingRun(TrainSettings settings, string name, ImageData images, Module<Tensor, Tensor> model, AdamW optimizer, Terminal terminal)
    {
        _settings = settings;
        _images = images;
        _model = model;
        _optimizer = optimizer;
        _terminal = terminal;
        _loader = new DataLoader(images.Train, settings.BatchSize, shuffle: true, numWorkers: 2);
        _scheduler = new CosineAnnealingLR(optimizer, Math.Max(1, settings.Epochs * _loader.Count));
        _card = RunCard.For(name, images, settings.Data, settings.Seed);
    }

    /// <summary>Where the weights are written after every epoch.</summary>
    public string WeightsPath => Path.Combine(_settings.Output, "weights.pt");

    /// <summary>The last epoch whose weights are written.</summary>
    public int EpochsSaved { get; private set; }

    /// <summary>Makes the model, loads weights, freezes, and sets up the optimiser.</summary>
    public static TrainingRun Prepare(
        TrainSettings settings, string name, ImageData images, StartingWeights? weights, Terminal terminal)
    {
        Rng.ManualSeed(settings.Seed);
        var model = ModelCatalog.Create(name, images.Classes.Length, images.Preprocessing.Channels, images.Preprocessing.Framing.CropSize);
        var loaded = weights is null ? new HashSet<string>() : weights.Load(model, terminal);
        var frozen = Freezing.Apply(model, settings.Freeze, terminal);
        var optimizer = MakeOptimizer(model, settings, loaded);
        terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {model.Parameters().Sum(parameter => (long)parameter.Numel):N0} parameters, {frozen:N0} frozen; {images.Name}: {images.Train.Count:N0} images to train on, {images.Test.Count:N0} to test on, {images.Classes.Length} classes"));
        Directory.CreateDirectory(settings.Output);
        return new TrainingRun(settings, name, images, model, optimizer, terminal);
    }

    /// <summary>Trains for one epoch, tests, and writes the weights.</summary>
    public EpochResult Epoch(int epoch, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        double loss = 0;
        int correct = 0;
        int done = 0;
        string title = $"epoch {epoch}/{_settings.Epochs}";
        EpochProgress.Show(_terminal, title, _images.Train.Count, report =>
        {
            _model.Train();
            foreach (var (batch, labels) in _loader)
            {
                cancellation.ThrowIfCancellationRequested();
                var (batchLoss, batchCorrect) = Step(batch, labels, epoch);
                done += labels.Numel;
                loss += batchLoss * labels.Numel;
                correct += batchCorrect;
                report(done, loss / done);
            }
        });
        var elapsed = watch.Elapsed;
        var test = Evaluation.Of(_model, _images.Test, _images.Classes.Length, _settings.BatchSize, cancellation);
        Save(epoch);
        var result = new EpochResult(epoch, loss / done, (double)correct / done, test.Loss, test.Accuracy, elapsed, done / elapsed.TotalSeconds);
        _terminal.Line(string.Create(
            CultureInfo.InvariantCulture,
            $"{title}  train loss {result.TrainLoss:F4}  test loss {result.TestLoss:F4}  test accuracy {result.TestAccuracy:P2}  {result.ImagesPerSecond:N0} images/s"));
        return result;
    }

    private (double Loss, int Correct) Step(Tensor batch, Tensor labels, int epoch)
    {
        _optimizer.ZeroGrad();
        var scores = _model.Call(batch);
        var loss = F.CrossEntropy(scores, labels);
        double value = loss.Item();
        if (!double.IsFinite(value))
        {
            throw new CliException(string.Create(
                CultureInfo.InvariantCulture,
                $"the loss became {value} in epoch {epoch}; lower the learning rate (--lr is {_settings.LearningRate}). {(EpochsSaved == 0 ? "Nothing was written." : $"The weights of epoch {EpochsSaved} are in {WeightsPath}.")}"));
        }

        loss.Backward();
        _optimizer.Step();
        _scheduler.Step();
        return (value, (int)scores.ArgMax(1).Eq(labels).Sum().Item());
    }

    private void Save(int epoch)
    {
        Checkpoint.Save(WeightsPath, _model.StateDict());
        _card.Save(WeightsPath);
        EpochsSaved = epoch;
    }

    private static AdamW MakeOptimizer(Module<Tensor, Tensor> model, TrainSettings settings, IReadOnlySet<string> loaded)
    {
        var trained = model.NamedParameters().Where(entry => entry.Parameter.RequiresGrad).ToList();
        if (trained.Count == 0)
        {
            throw new CliException("--freeze leaves no parameter to train.");
        }

        if (settings.BackboneLearningRate is not { } backbone)
        {
            return new AdamW(trained.Select(entry => entry.Parameter), settings.LearningRate);
        }

        return new AdamW(
            [
                new ParameterGroup(trained.Where(entry => loaded.Contains(entry.Name)).Select(entry => entry.Parameter)) { LearningRate = backbone },
                new ParameterGroup(trained.Where(entry => !loaded.Contains(entry.Name)).Select(entry => entry.Parameter)),
            ],
            settings.LearningRate);
    }
}
