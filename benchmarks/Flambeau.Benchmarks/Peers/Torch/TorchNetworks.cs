using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchPeers;

/// <summary>The networks in TorchSharp, weights in the order of ours.</summary>
internal static class TorchNetworks
{
    public static Sequential Net() => Sequential(
        Conv2d(3, 32, 3), ReLU(), MaxPool2d(2, 2),
        Conv2d(32, 64, 3), ReLU(), MaxPool2d(2, 2),
        Flatten(),
        Linear(64 * 54 * 54, 256), ReLU(), Linear(256, 128), ReLU(), Linear(128, 101));

    public static Sequential Mlp() =>
        Sequential(Linear(784, 512), ReLU(), Linear(512, 512), ReLU(), Linear(512, 10));

    public static Sequential Vgg16()
    {
        var layers = new List<Module<Tensor, Tensor>>();
        long channels = 3;
        foreach (long width in (long[])[64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0])
        {
            if (width == 0)
            {
                layers.Add(MaxPool2d(2, 2));
                continue;
            }

            layers.AddRange([Conv2d(channels, width, 3, padding: 1), ReLU(inplace: true)]);
            channels = width;
        }

        return Sequential([
            .. layers, AdaptiveAvgPool2d([7, 7]), Flatten(),
            Linear(512 * 7 * 7, 4096), ReLU(inplace: true), Dropout(),
            Linear(4096, 4096), ReLU(inplace: true), Dropout(), Linear(4096, 1000)]);
    }

    public static Sequential MobileNetV2()
    {
        var layers = new List<Module<Tensor, Tensor>> { ConvNormReLU6(3, 32, 3, 2) };
        long channels = 32;
        foreach (var (expansion, width, count, stride) in ((long, long, int, long)[])
            [(1, 16, 1, 1), (6, 24, 2, 2), (6, 32, 3, 2), (6, 64, 4, 2), (6, 96, 3, 1), (6, 160, 3, 2), (6, 320, 1, 1)])
        {
            for (int i = 0; i < count; i++)
            {
                layers.Add(InvertedResidual(channels, width, i == 0 ? stride : 1, expansion));
                channels = width;
            }
        }

        return Sequential([
            .. layers, ConvNormReLU6(320, 1280, 1), AdaptiveAvgPool2d([1, 1]), Flatten(), Dropout(0.2), Linear(1280, 1000)]);
    }

    private static Module<Tensor, Tensor> InvertedResidual(long inChannels, long outChannels, long stride, long expansion)
    {
        long hidden = inChannels * expansion;
        List<Module<Tensor, Tensor>> path = expansion == 1 ? [] : [ConvNormReLU6(inChannels, hidden, 1)];
        path.AddRange([
            ConvNormReLU6(hidden, hidden, 3, stride, groups: hidden),
            Conv2d(hidden, outChannels, 1, bias: false),
            BatchNorm2d(outChannels)]);
        bool adds = stride == 1 && inChannels == outChannels;
        return adds ? new TorchResidual(Sequential(path), null, last: null) : Sequential(path);
    }

    private static Sequential ConvNormReLU6(long inChannels, long outChannels, long kernel, long stride = 1, long groups = 1) =>
        Sequential(
            Conv2d(inChannels, outChannels, kernel, stride, kernel / 2, groups: groups, bias: false),
            BatchNorm2d(outChannels),
            ReLU6(inplace: true));
}
