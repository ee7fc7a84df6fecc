using Torch = TorchSharp.torch;

namespace Flambeau.Benchmarks.Peers;

/// <summary>One operator in both libraries.</summary>
/// <param name="Name">As <c>--filter</c> sees it.</param>
/// <param name="Timed">Sizes and what is timed.</param>
/// <param name="Shapes">The inputs, drawn from the normal distribution.</param>
internal sealed record Operation(string Name, string Timed, params IReadOnlyList<int[]> Shapes)
{
    public required Func<IReadOnlyList<Tensor>, Tensor> Ours { get; init; }

    public required Func<IReadOnlyList<Torch.Tensor>, Torch.Tensor> Theirs { get; init; }

    /// <summary>Whether gradients of all inputs are computed, too.</summary>
    public bool Backward { get; init; }

    /// <summary>Whether the first input is an image: channels-last for us, in both layouts for libtorch.</summary>
    public bool IsImage { get; init; }
}
