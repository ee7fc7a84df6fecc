using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchPeers;

/// <summary>The residual networks in TorchSharp, weights in the order of ours.</summary>
internal static class TorchResNets
{
    private delegate Module<Tensor, Tensor> Block(long inChannels, long planes, long stride, Module<Tensor, Tensor>? shortcut);

    /// <summary>The textbook's ResNet-34, which widens from the first stage on.</summary>
    public static Sequential Chapter34() => Sequential(
        [
            .. Stem(),
            .. Stage(Chapter, 64, 128, 128, 3, 1, alwaysShortcut: true),
            .. Stage(Chapter, 128, 256, 256, 4, 2, alwaysShortcut: true),
            .. Stage(Chapter, 256, 512, 512, 6, 2, alwaysShortcut: true),
            .. Stage(Chapter, 512, 512, 512, 3, 2, alwaysShortcut: true),
            AvgPool2d(7), Flatten(), Linear(512, 101),
        ]);

    public static Sequential ResNet18() => Torchvision(Basic, 1, [2, 2, 2, 2]);

    public static Sequential ResNet50() => Torchvision(Bottleneck, 4, [3, 4, 6, 3]);

    private static Sequential Torchvision(Block block, long expansion, int[] counts)
    {
        List<Module<Tensor, Tensor>> layers = [.. Stem()];
        long channels = 64;
        for (int i = 0; i < counts.Length; i++)
        {
            long planes = 64L << i;
            layers.AddRange(Stage(block, channels, planes, planes * expansion, counts[i], i == 0 ? 1 : 2));
            channels = planes * expansion;
        }

        return Sequential([.. layers, AdaptiveAvgPool2d([1, 1]), Flatten(), Linear(channels, 1000)]);
    }

    private static Module<Tensor, Tensor>[] Stem() =>
        [Conv2d(3, 64, 7, 2, 3, bias: false), BatchNorm2d(64), ReLU(inplace: true), MaxPool2d(3, 2, 1)];

    private static IEnumerable<Module<Tensor, Tensor>> Stage(
        Block block, long inChannels, long planes, long outChannels, int count, long stride, bool alwaysShortcut = false)
    {
        var shortcut = alwaysShortcut || stride != 1 || inChannels != outChannels
            ? Sequential(Conv2d(inChannels, outChannels, 1, stride, bias: false), BatchNorm2d(outChannels))
            : null;
        yield return block(inChannels, planes, stride, shortcut);
        for (int i = 1; i < count; i++)
        {
            yield return block(outChannels, planes, 1, null);
        }
    }

    // the textbook writes the last activation out of place
    private static TorchResidual Chapter(long inChannels, long planes, long stride, Module<Tensor, Tensor>? shortcut) =>
        new(TwoConvolutions(inChannels, planes, stride), shortcut, ReLU());

    private static TorchResidual Basic(long inChannels, long planes, long stride, Module<Tensor, Tensor>? shortcut) =>
        new(TwoConvolutions(inChannels, planes, stride), shortcut, ReLU(inplace: true));

    private static Sequential TwoConvolutions(long inChannels, long planes, long stride) => Sequential(
        Conv2d(inChannels, planes, 3, stride, 1, bias: false), BatchNorm2d(planes), ReLU(inplace: true),
        Conv2d(planes, planes, 3, 1, 1, bias: false), BatchNorm2d(planes));

    private static TorchResidual Bottleneck(long inChannels, long planes, long stride, Module<Tensor, Tensor>? shortcut) => new(
        Sequential(
            Conv2d(inChannels, planes, 1, bias: false), BatchNorm2d(planes), ReLU(inplace: true),
            Conv2d(planes, planes, 3, stride, 1, bias: false), BatchNorm2d(planes), ReLU(inplace: true),
            Conv2d(planes, planes * 4, 1, bias: false), BatchNorm2d(planes * 4)),
        shortcut,
        ReLU(inplace: true));
}
