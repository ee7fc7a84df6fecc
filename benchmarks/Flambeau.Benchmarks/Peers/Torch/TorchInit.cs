using Flambeau.Benchmarks.Peers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchPeers;

/// <summary>Initial weights by a rule for each type of layer.</summary>
internal sealed class TorchInit : Workload
{
    private readonly Sequential _model = TorchResNets.Chapter34();

    public override void Run()
    {
        foreach (var module in DepthFirst(_model))
        {
            switch (module)
            {
                case Conv2d conv:
                    nn.init.kaiming_normal_(conv.weight!, nonlinearity: nn.init.NonlinearityType.ReLU);
                    break;
                case BatchNorm2d norm:
                    nn.init.ones_(norm.weight!);
                    nn.init.zeros_(norm.bias!);
                    break;
                case Linear linear:
                    nn.init.xavier_uniform_(linear.weight!);
                    nn.init.zeros_(linear.bias!);
                    break;
            }
        }
    }

    public override IReadOnlyList<Numbers> Results()
    {
        manual_seed(0);
        Run();
        return [.. _model.named_parameters().Select(item => Numbers.From(item.name, item.parameter))];
    }

    public override void Release() => _model.Dispose();

    // the order in which ours are initialised; modules() goes breadth-first
    private static IEnumerable<nn.Module> DepthFirst(nn.Module module) => module.children().SelectMany(DepthFirst).Prepend(module);
}
