using Flambeau.NN;
using Flambeau.Optim;

namespace Flambeau.Serialization;

/// <summary>
/// A training that can be interrupted: model, optimiser, scheduler, epoch and random numbers in one file, as PyTorch's
/// programs save them, so that it goes on here or there as if nothing had happened.
/// </summary>
public sealed class TrainingState
{
    private readonly TrainingStateKeys _keys = new();

    /// <summary>The parts of a training.</summary>
    /// <param name="model">Whose parameters and buffers are saved.</param>
    /// <param name="optimizer">Whose options and memory are saved; null without one.</param>
    /// <param name="scheduler">Whose place in its schedule is saved; null without one.</param>
    public TrainingState(Module model, Optimizer? optimizer = null, LRScheduler? scheduler = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        (Model, Optimizer, Scheduler) = (model, optimizer, scheduler);
    }

    /// <summary>The model.</summary>
    public Module Model { get; }

    /// <summary>The optimiser, if there is one.</summary>
    public Optimizer? Optimizer { get; }

    /// <summary>The scheduler, if there is one.</summary>
    public LRScheduler? Scheduler { get; }

    /// <summary>The source of random numbers that is saved and set: the default one, or null for none.</summary>
    public Generator? Generator { get; init; } = Generator.Default;

    /// <summary>The keys of the parts in the file.</summary>
    public TrainingStateKeys Keys
    {
        get => _keys;
        init
        {
            ArgumentNullException.ThrowIfNull(value);
            _keys = value;
        }
    }

    /// <summary>The number of epochs that are done.</summary>
    public long Epoch { get; set; }

    /// <summary>Whatever else is saved, such as the best accuracy so far; after loading, what else the file holds.</summary>
    public ValueDict Extra { get; private set; } = [];

    /// <summary>Saves everything to a file (<c>torch.save</c>); the file is whole or the old one.</summary>
    /// <exception cref="ArgumentException">An entry of <see cref="Extra"/> has the key of a part.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Save(string path) => Checkpoint.Save(path, ToDict(), CheckpointFormat.TorchZip);

    /// <summary>
    /// Continues from a file of this library or of PyTorch; nothing changes when it throws. Parts are also found under
    /// other usual keys (<c>model</c>, <c>state_dict</c>, <c>optimizer</c>, <c>lr_scheduler</c>). Epoch and random numbers
    /// stay as they are when the file has none.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How to read; null means the defaults.</param>
    /// <exception cref="CheckpointException">The file cannot be read, or a part is missing or of the wrong kind.</exception>
    /// <exception cref="ArgumentException">A part does not fit the optimiser; see <see cref="Optim.Optimizer.LoadStateDict"/>.</exception>
    /// <exception cref="StateDictException">The model's part does not fit the model.</exception>
    public void Load(string path, CheckpointOptions? options = null)
    {
        ValueDict dict = Checkpoint.LoadDict(path, options);
        try
        {
            FromDict(dict);
        }
        catch (CheckpointException e)
        {
            throw e.In(path);
        }
    }

    /// <summary>All parts as one dict, the value of the file. The tensors are those of the model and the optimiser.</summary>
    /// <exception cref="ArgumentException">An entry of <see cref="Extra"/> has the key of a part.</exception>
    public ValueDict ToDict()
    {
        var dict = new ValueDict { [Keys.Epoch] = Epoch, [Keys.Model] = Model.StateDict() };
        if (Optimizer is not null)
        {
            dict.Add(Keys.Optimizer, Optimizer.StateDict());
        }

        if (Scheduler is not null)
        {
            dict.Add(Keys.Scheduler, Scheduler.StateDict());
        }

        if (Generator is not null)
        {
            dict.Add(Keys.RandomState, Tensor.From(Generator.GetState()));
        }

        foreach (var (key, value) in Extra)
        {
            if (dict.ContainsKey(key))
            {
                throw new ArgumentException($"TrainingState: Extra must not use the key '{key}', which is that of a part of the training.");
            }

            dict.Add(key, value);
        }

        return dict;
    }

    /// <summary>Continues from what <see cref="ToDict"/> gave; see <see cref="Load"/>.</summary>
    /// <param name="dict">The parts.</param>
    /// <exception cref="CheckpointException">A part is missing or of the wrong kind.</exception>
    /// <exception cref="ArgumentException">A part does not fit the optimiser.</exception>
    /// <exception cref="StateDictException">The model's part does not fit the model.</exception>
    public void FromDict(ValueDict dict)
    {
        ArgumentNullException.ThrowIfNull(dict);
        var parts = new TrainingParts(dict);
        var matching = Model.Match(parts.Require(Keys.ModelKeys, "model", dict.GetStateDict), new LoadOptions());
        var takeOptimizer = Optimizer?.PrepareLoad(parts.Require(Keys.OptimizerKeys, "optimiser", dict.GetDict));
        var takeScheduler = Scheduler?.PrepareLoad(parts.Require(Keys.SchedulerKeys, "scheduler", dict.GetDict));
        long epoch = parts.Find(Keys.EpochKeys) is { } epochKey ? dict.GetInt64(epochKey) : Epoch;
        byte[]? random = Generator is not null && parts.Find(Keys.RandomStateKeys) is { } randomKey ? parts.RandomState(randomKey) : null;

        // the model's values are written only when nothing can fail any more
        matching.Write();
        takeOptimizer?.Invoke();
        takeScheduler?.Invoke();
        Epoch = epoch;
        Extra = parts.Rest();
        if (random is not null)
        {
            Generator!.SetState(random);
        }
    }
}
