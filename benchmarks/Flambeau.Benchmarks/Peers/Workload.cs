namespace Flambeau.Benchmarks.Peers;

/// <summary>One side of a case: the work as one library does it, with its models and data made.</summary>
internal abstract class Workload
{
    /// <summary>A network's weights and, last, its input: what must be carried from our side to the peer's.</summary>
    public virtual IReadOnlyList<Numbers> State() => [];

    /// <summary>Takes over our side's state.</summary>
    public virtual void Load(IReadOnlyList<Numbers> state)
    {
    }

    /// <summary>One unit of measured work.</summary>
    public abstract void Run();

    /// <summary>What one unit computes from the state it finds: outputs, then gradients.</summary>
    public abstract IReadOnlyList<Numbers> Results();

    /// <summary>Lets go of native memory.</summary>
    public virtual void Release()
    {
    }
}
