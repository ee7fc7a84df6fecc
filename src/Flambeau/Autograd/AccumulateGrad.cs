namespace Flambeau;

/// <summary>The end of a path: adds the gradient that arrives to a leaf's <see cref="Tensor.Grad"/>.</summary>
internal sealed class AccumulateGrad : Node
{
    private readonly Tensor _leaf;

    public AccumulateGrad(Tensor leaf)
    {
        _leaf = leaf;

        // after every node that produces gradients
        Sequence = 0;
    }

    public override string Name => nameof(AccumulateGrad);

    /// <summary>The tensor whose gradient is accumulated.</summary>
    public Tensor Leaf => _leaf;

    internal override bool IsTwiceDifferentiable => true;

    internal override Tensor?[] Run(Tensor?[] gradOutputs) => throw new InvalidOperationException();
}
