using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchPeers;

/// <summary>The chapter's variant of ResNet34, in TorchSharp.</summary>
internal sealed class TorchResNet34 : Module<Tensor, Tensor>
{
    private readonly Module<Tensor, Tensor> pre = Sequential(
        Conv2d(3, 64, 7, 2, 3, bias: false), BatchNorm2d(64), ReLU(inplace: true), MaxPool2d(3, 2, 1));

    private readonly Module<Tensor, Tensor> layer1 = Layer(64, 128, 3, 1);
    private readonly Module<Tensor, Tensor> layer2 = Layer(128, 256, 4, 2);
    private readonly Module<Tensor, Tensor> layer3 = Layer(256, 512, 6, 2);
    private readonly Module<Tensor, Tensor> layer4 = Layer(512, 512, 3, 2);
    private readonly Module<Tensor, Tensor> fc = Linear(512, 101);

    public TorchResNet34()
        : base(nameof(TorchResNet34)) => RegisterComponents();

    public override Tensor forward(Tensor x)
    {
        x = layer4.forward(layer3.forward(layer2.forward(layer1.forward(pre.forward(x)))));
        x = functional.avg_pool2d(x, 7);
        return fc.forward(x.view(x.shape[0], -1));
    }

    private static TorchSharp.Modules.Sequential Layer(int inChannels, int outChannels, int count, int stride)
    {
        var shortcut = Sequential(Conv2d(inChannels, outChannels, 1, stride, bias: false), BatchNorm2d(outChannels));
        var blocks = new List<Module<Tensor, Tensor>> { new Block(inChannels, outChannels, stride, shortcut) };
        for (int i = 1; i < count; i++)
        {
            blocks.Add(new Block(outChannels, outChannels, 1, null));
        }

        return Sequential(blocks);
    }

    private sealed class Block : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> left;
        private readonly Module<Tensor, Tensor>? right;

        public Block(int inChannels, int outChannels, int stride, Module<Tensor, Tensor>? shortcut)
            : base(nameof(Block))
        {
            left = Sequential(
                Conv2d(inChannels, outChannels, 3, stride, 1, bias: false),
                BatchNorm2d(outChannels),
                ReLU(inplace: true),
                Conv2d(outChannels, outChannels, 3, 1, 1, bias: false),
                BatchNorm2d(outChannels));
            right = shortcut;
            RegisterComponents();
        }

        public override Tensor forward(Tensor x)
        {
            var output = left.forward(x);
            output += right is null ? x : right.forward(x);
            return functional.relu(output);
        }
    }
}
