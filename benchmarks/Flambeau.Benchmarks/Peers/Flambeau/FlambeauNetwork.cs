using Flambeau.NN;

namespace Flambeau.Benchmarks.Peers;

/// <summary>A network of ours with an input.</summary>
internal abstract class FlambeauNetwork : Workload
{
    public const string InputName = "input";

    protected FlambeauNetwork(Func<Module<Tensor, Tensor>> create, int[] shape)
    {
        Rng.ManualSeed(0);
        Input = Tensor.Randn(new Shape(shape));
        Model = create();
    }

    protected Module<Tensor, Tensor> Model { get; }

    protected Tensor Input { get; }

    public sealed override IReadOnlyList<Numbers> State() =>
    [
        .. Model.NamedParameters().Select(item => Numbers.From(item.Name, item.Parameter)),
        .. Model.NamedBuffers().Where(item => item.Buffer.DType == DType.Float32).Select(item => Numbers.From(item.Name, item.Buffer)),
        Numbers.From(InputName, Input),
    ];
}
