namespace Flambeau.Serialization;

/// <summary>
/// The keys under which <see cref="TrainingState"/> keeps the parts of a training: PyTorch has a custom, not a rule.
/// </summary>
public sealed record TrainingStateKeys
{
    /// <summary>The model's state dict.</summary>
    public string Model { get; init; } = "model_state_dict";

    /// <summary>The optimiser's state dict.</summary>
    public string Optimizer { get; init; } = "optimizer_state_dict";

    /// <summary>The scheduler's state dict.</summary>
    public string Scheduler { get; init; } = "scheduler_state_dict";

    /// <summary>The number of epochs that are done.</summary>
    public string Epoch { get; init; } = "epoch";

    /// <summary>The generator's state, what <c>torch.get_rng_state()</c> gives.</summary>
    public string RandomState { get; init; } = "rng_state";

    // Names that other programs use, tried after the key itself.
    internal IReadOnlyList<string> ModelKeys => [Model, "model_state_dict", "state_dict", "model"];

    internal IReadOnlyList<string> OptimizerKeys => [Optimizer, "optimizer_state_dict", "optimizer", "optim"];

    internal IReadOnlyList<string> SchedulerKeys => [Scheduler, "scheduler_state_dict", "scheduler", "lr_scheduler"];

    internal IReadOnlyList<string> EpochKeys => [Epoch, "epoch"];

    internal IReadOnlyList<string> RandomStateKeys => [RandomState, "rng_state", "torch_rng_state"];
}
