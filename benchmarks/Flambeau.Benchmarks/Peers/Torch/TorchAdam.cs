using Flambeau.Benchmarks.Peers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchPeers;

/// <summary>A step of TorchSharp's Adam.</summary>
internal sealed class TorchAdam : Workload
{
    private readonly Parameter _parameter;
    private readonly Adam _optimizer;

    public TorchAdam()
    {
        manual_seed(0);
        _parameter = new Parameter(randn(10_000_000));
        _parameter.grad = randn(10_000_000);
        _optimizer = optim.Adam([_parameter]);
    }

    public override void Run()
    {
        using var disposing = NewDisposeScope();
        _optimizer.step();
    }

    public override IReadOnlyList<Numbers> Results()
    {
        Run();
        return [Numbers.From("parameter", _parameter)];
    }

    public override void Release()
    {
        _optimizer.Dispose();
        _parameter.Dispose();
    }
}
