using Flambeau.NN;

namespace Flambeau.Vision;

/// <summary>
/// A first convolutional network: two convolutions with pooling, three linear layers.
/// Input: [N, inChannels, 224, 224]. Output: [N, numClasses].
/// </summary>
public sealed class Net : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1;
    private readonly MaxPool2d _pool1 = new(kernelSize: 2, stride: 2);
    private readonly Conv2d _conv2;
    private readonly MaxPool2d _pool2 = new(kernelSize: 2, stride: 2);
    private readonly Linear _fc1;
    private readonly Linear _fc2;
    private readonly Linear _fc3;

    /// <summary>A network with PyTorch's default initial weights.</summary>
    /// <param name="numClasses">The number of classes.</param>
    /// <param name="inChannels">The number of channels of the input.</param>
    public Net(int numClasses = 101, int inChannels = 3)
    {
        _conv1 = new Conv2d(inChannels, 32, kernelSize: 3);
        _conv2 = new Conv2d(32, 64, kernelSize: 3);
        _fc1 = new Linear(64 * 54 * 54, 256);
        _fc2 = new Linear(256, 128);
        _fc3 = new Linear(128, numClasses);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        var x = _pool1.Call(F.Relu(_conv1.Call(input)));
        x = _pool2.Call(F.Relu(_conv2.Call(x)));
        x = x.Flatten(1);
        x = F.Relu(_fc1.Call(x));
        x = F.Relu(_fc2.Call(x));
        return _fc3.Call(x);
    }
}
