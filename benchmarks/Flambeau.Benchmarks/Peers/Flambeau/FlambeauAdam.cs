using Flambeau.Optim;

namespace Flambeau.Benchmarks.Peers;

/// <summary>A step of our Adam.</summary>
internal sealed class FlambeauAdam : Workload
{
    private readonly Tensor _parameter;
    private readonly Adam _optimizer;

    public FlambeauAdam()
    {
        Rng.ManualSeed(0);
        _parameter = Tensor.Randn(10_000_000).RequireGrad();
        _parameter.Grad = Tensor.Randn(10_000_000);
        _optimizer = new Adam([_parameter]);
    }

    public override void Run() => _optimizer.Step();

    public override IReadOnlyList<Numbers> Results()
    {
        _optimizer.Step();
        return [Numbers.From("parameter", _parameter)];
    }
}
