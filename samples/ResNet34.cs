#:project ../src/Flambeau/Flambeau.csproj
#:property PublishAot=false

// ResNet34 from its parts: a residual block with a shortcut, layers made of blocks, a network made of layers.
using Flambeau;
using Flambeau.NN;

var net = new ResNet34();
Console.WriteLine($"{net.Parameters().Sum(p => (long)p.Numel):N0} parameters");

var images = Tensor.Randn(32, 3, 224, 224);
using (GradMode.NoGrad())
{
    Console.WriteLine(net.Call(images).Shape);
}

public sealed class ResidualBlock(int inChannels, int outChannels, int stride = 1, Module<Tensor, Tensor>? shortcut = null)
    : Module<Tensor, Tensor>
{
    private readonly Sequential _left = new(
        new Conv2d(inChannels, outChannels, 3, stride, 1, bias: false),
        new BatchNorm2d(outChannels),
        new ReLU(inPlace: true),
        new Conv2d(outChannels, outChannels, 3, 1, 1, bias: false),
        new BatchNorm2d(outChannels));

    private readonly Module<Tensor, Tensor>? _right = shortcut;

    protected override Tensor Forward(Tensor x)
    {
        var output = _left.Call(x);
        var residual = _right is null ? x : _right.Call(x);
        output += residual;
        return F.Relu(output);
    }
}

public sealed class ResNet34(int numClasses = 101) : Module<Tensor, Tensor>
{
    private readonly Sequential _pre = new(
        new Conv2d(3, 64, 7, 2, 3, bias: false),
        new BatchNorm2d(64),
        new ReLU(inPlace: true),
        new MaxPool2d(3, 2, 1));

    private readonly Sequential _layer1 = MakeLayer(64, 128, 3);
    private readonly Sequential _layer2 = MakeLayer(128, 256, 4, stride: 2);
    private readonly Sequential _layer3 = MakeLayer(256, 512, 6, stride: 2);
    private readonly Sequential _layer4 = MakeLayer(512, 512, 3, stride: 2);
    private readonly Linear _fc = new(512, numClasses);

    protected override Tensor Forward(Tensor x)
    {
        x = _pre.Call(x);
        x = _layer1.Call(x);
        x = _layer2.Call(x);
        x = _layer3.Call(x);
        x = _layer4.Call(x);
        x = F.AvgPool2d(x, 7);
        return _fc.Call(x.View(x.Size(0), -1));
    }

    private static Sequential MakeLayer(int inChannels, int outChannels, int blockCount, int stride = 1)
    {
        var shortcut = new Sequential(
            new Conv2d(inChannels, outChannels, 1, stride, bias: false),
            new BatchNorm2d(outChannels));
        var layer = new Sequential(new ResidualBlock(inChannels, outChannels, stride, shortcut));
        for (int i = 1; i < blockCount; i++)
        {
            layer.Append(new ResidualBlock(outChannels, outChannels));
        }

        return layer;
    }
}
