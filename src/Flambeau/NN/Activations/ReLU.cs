namespace Flambeau.NN;

/// <summary>max(0, x) (<c>torch.nn.ReLU</c>). Input and output: [*].</summary>
public sealed class ReLU : Module<Tensor, Tensor>
{
    private readonly bool _inPlace;

    /// <summary>The function as a layer.</summary>
    /// <param name="inPlace">Overwrite the input to save memory.</param>
    public ReLU(bool inPlace = false)
    {
        _inPlace = inPlace;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => _inPlace ? F.ReluInPlace(input) : F.Relu(input);

    /// <inheritdoc/>
    protected override string ExtraRepr() => _inPlace ? "inplace=True" : "";
}
