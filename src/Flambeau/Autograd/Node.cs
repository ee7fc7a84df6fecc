namespace Flambeau;

/// <summary>
/// A recorded operation: turns the gradients of its outputs into the gradients of its inputs
/// (<c>torch.autograd.graph.Node</c>).
/// </summary>
public abstract class Node
{
    private static long s_lastSequence;

    private OutputHooks?[]? _hooks;

    private protected Node() => Sequence = Interlocked.Increment(ref s_lastSequence);

    /// <summary>The operation's name as PyTorch shows it, such as <c>ExpBackward0</c>.</summary>
    public virtual string Name => GetType().Name + "0";

    /// <summary>Nodes made later have larger numbers, so descending order is an order from outputs to inputs.</summary>
    internal long Sequence { get; private protected init; }

    /// <summary>For each input its gradient's destination; null where no gradient is wanted.</summary>
    internal Edge?[] Edges { get; set; } = [];

    /// <summary>The number of outputs of the operation.</summary>
    internal virtual int OutputCount => 1;

    /// <summary>True when <see cref="Run"/> is written with recorded operations, so that its result can be differentiated again.</summary>
    internal virtual bool IsTwiceDifferentiable => false;

    /// <summary>True when user code may keep what this node is given or gives back.</summary>
    internal virtual bool RunsUserCode => false;

    /// <inheritdoc/>
    public override string ToString() => $"<{Name}>";

    /// <summary>The gradients of the inputs, in their order, from those of the outputs (null where none arrived).</summary>
    internal abstract Tensor?[] Run(Tensor?[] gradOutputs);

    /// <summary>What wants to see the gradient of one output before the node runs.</summary>
    internal OutputHooks Hooks(int output)
    {
        _hooks ??= new OutputHooks?[OutputCount];
        return _hooks[output] ??= new OutputHooks();
    }

    /// <summary>The hooks of one output; null when nobody registered any.</summary>
    internal OutputHooks? TryHooks(int output) => _hooks?[output];

    /// <summary>Drops what was kept for <see cref="Run"/>.</summary>
    internal virtual void ReleaseSaved()
    {
    }

    /// <summary>
    /// Whether nobody but the node that runs can see the gradient it was given: then its result may take the gradient's memory.
    /// </summary>
    internal bool OwnsGradient { get; set; }

    /// <summary>Whether the input of this number wants a gradient; lets a node skip work.</summary>
    private protected bool Needs(int input) => Edges[input] is not null;
}
