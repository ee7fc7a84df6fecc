namespace Flambeau;

/// <summary>A tensor's part in automatic differentiation; absent from tensors that take none.</summary>
internal sealed class AutogradMeta
{
    /// <summary>Set by the user on a leaf.</summary>
    public bool RequiresGrad { get; set; }

    /// <summary>The accumulated gradient.</summary>
    public Tensor? Grad { get; set; }

    /// <summary>Where this tensor comes from.</summary>
    public Edge? Source { get; set; }

    /// <summary>The node that accumulates into a leaf.</summary>
    public AccumulateGrad? Accumulator { get; set; }

    /// <summary>Whether a tensor that is not a leaf keeps its gradient.</summary>
    public bool RetainsGrad { get; set; }
}
