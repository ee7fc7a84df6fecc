using Flambeau.NN;

namespace Flambeau.AotSmoke;

/// <summary>A small network with every kind of field that registers: layers, a list of modules, a parameter, a buffer.</summary>
internal sealed class SmokeNet : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1 = new(3, 8, kernelSize: 3, padding: 1, bias: false);
    private readonly BatchNorm2d _bn1 = new(8);
    private readonly Sequential _block = new(
        new Conv2d(8, 8, kernelSize: 3, padding: 1), new BatchNorm2d(8), new ReLU(), new MaxPool2d(2));

    private readonly Module<Tensor, Tensor>[] _heads = [new Linear(8 * 4 * 4, 16), new Linear(16, 5)];
    private readonly Parameter _scale = new(Tensor.Ones(5));
    private readonly NN.Buffer _shift = new(Tensor.Full([5], 0.25));

    protected override Tensor Forward(Tensor x)
    {
        x = F.Relu(_bn1.Call(_conv1.Call(x)));
        x = _block.Call(x).Flatten(1);
        x = F.Gelu(_heads[0].Call(x));
        return (_heads[1].Call(x) * _scale) + _shift;
    }
}
