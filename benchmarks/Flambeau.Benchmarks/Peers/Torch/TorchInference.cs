using Flambeau.Benchmarks.Peers;
using static TorchSharp.torch;

namespace TorchPeers;

/// <summary>A forward pass without recording.</summary>
internal sealed class TorchInference : TorchNetwork
{
    public TorchInference(Func<nn.Module<Tensor, Tensor>> create, int[] shape, bool channelsLast)
        : base(create, shape, channelsLast) => Model.eval();

    public override void Run() => Forward().Dispose();

    public override IReadOnlyList<Numbers> Results()
    {
        using var output = Forward();
        return [Numbers.From("output", output)];
    }

    private Tensor Forward()
    {
        using var scope = no_grad();
        return Model.forward(Input);
    }
}
