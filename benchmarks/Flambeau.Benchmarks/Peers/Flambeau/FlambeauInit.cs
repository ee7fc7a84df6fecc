using Flambeau.NN;
using Flambeau.Vision;

namespace Flambeau.Benchmarks.Peers;

/// <summary>Initial weights by a rule for each type of layer.</summary>
internal sealed class FlambeauInit : Workload
{
    private readonly ChapterResNet34 _model = new();

    public override void Run()
    {
        foreach (var module in _model.Modules())
        {
            switch (module)
            {
                case Conv2d conv:
                    Init.KaimingNormal(conv.Weight, nonlinearity: Nonlinearity.ReLU);
                    break;
                case BatchNorm2d norm:
                    Init.Ones(norm.Weight!);
                    Init.Zeros(norm.Bias!);
                    break;
                case Linear linear:
                    Init.XavierUniform(linear.Weight);
                    Init.Zeros(linear.Bias!);
                    break;
            }
        }
    }

    public override IReadOnlyList<Numbers> Results()
    {
        Rng.ManualSeed(0);
        Run();
        return [.. _model.NamedParameters().Select(item => Numbers.From(item.Name, item.Parameter))];
    }
}
