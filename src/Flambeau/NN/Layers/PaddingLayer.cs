namespace Flambeau.NN;

/// <summary>What the layers that add elements around their input have in common.</summary>
public abstract class PaddingLayer : Module<Tensor, Tensor>
{
    private readonly PaddingMode _mode;
    private readonly int[] _padding;
    private readonly double _value;

    private protected PaddingLayer(PaddingMode mode, int[] padding, double value = 0) => (_mode, _padding, _value) = (mode, padding, value);

    /// <summary>The numbers of added elements as Python prints them.</summary>
    private protected string Printed => $"({string.Join(", ", _padding)})";

    /// <summary>The value that is added.</summary>
    private protected double Value => _value;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => F.Pad(input, _padding, _mode, _value);

    /// <inheritdoc/>
    protected override string ExtraRepr() => Printed;
}
