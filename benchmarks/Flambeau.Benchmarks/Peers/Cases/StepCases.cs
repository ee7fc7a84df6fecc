using TorchPeers;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Optimiser steps and initialisation.</summary>
internal static class StepCases
{
    public static IReadOnlyList<PeerCase> All { get; } =
    [
        new(
            "adam-step",
            "one parameter of 10,000,000 elements with a gradient: one step",
            Side.Of(Side.Ours, () => new FlambeauAdam()),
            Side.Of(Side.Libtorch, () => new TorchAdam())),
        new(
            "init-resnet34",
            "the textbook's ResNet-34, 40 million weights: Kaiming (normal) for convolutions, Xavier (uniform) for the linear layer, ones and zeros for norms",
            Side.Of(Side.Ours, () => new FlambeauInit()),
            Side.Of(Side.Libtorch, () => new TorchInit())),
    ];
}
