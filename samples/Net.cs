#:project ../src/Flambeau/Flambeau.csproj
#:property PublishAot=false

// A small convolutional network: layers declared as fields, assembled in Forward, run by calling the instance.
using Flambeau;
using Flambeau.NN;

var net = new Net();
Console.WriteLine(net);

var images = Tensor.Randn(32, 3, 224, 224);
var scores = net.Call(images);
Console.WriteLine(scores.Shape);

public sealed class Net : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv1 = new(3, 32, 3);
    private readonly MaxPool2d _pool1 = new(2, 2);
    private readonly Conv2d _conv2 = new(32, 64, 3);
    private readonly MaxPool2d _pool2 = new(2, 2);
    private readonly Linear _fc1 = new(64 * 54 * 54, 256);
    private readonly Linear _fc2 = new(256, 128);
    private readonly Linear _fc3 = new(128, 101);

    protected override Tensor Forward(Tensor x)
    {
        x = _pool1.Call(F.Relu(_conv1.Call(x)));
        x = _pool2.Call(F.Relu(_conv2.Call(x)));
        x = x.View(-1, 64 * 54 * 54);
        x = F.Relu(_fc1.Call(x));
        x = F.Relu(_fc2.Call(x));
        return _fc3.Call(x);
    }
}
