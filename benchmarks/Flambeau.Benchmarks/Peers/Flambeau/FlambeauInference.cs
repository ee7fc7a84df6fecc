using Flambeau.NN;

namespace Flambeau.Benchmarks.Peers;

/// <summary>A forward pass without recording.</summary>
internal sealed class FlambeauInference : FlambeauNetwork
{
    public FlambeauInference(Func<Module<Tensor, Tensor>> create, int[] shape)
        : base(create, shape) => Model.Eval();

    public override void Run() => Forward();

    public override IReadOnlyList<Numbers> Results() => [Numbers.From("output", Forward())];

    private Tensor Forward()
    {
        using var scope = GradMode.NoGrad();
        return Model.Call(Input);
    }
}
