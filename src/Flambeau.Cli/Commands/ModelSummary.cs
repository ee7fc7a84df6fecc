using Flambeau.NN;

namespace Flambeau.Cli.Commands;

/// <summary>What the layers of a network do to one input, found by running it.</summary>
internal sealed class ModelSummary
{
    private readonly List<Row> _rows = [];

    public ModelSummary(Module<Tensor, Tensor> model, Shape input)
    {
        foreach (var (path, module) in model.NamedModules())
        {
            if (module is Module<Tensor, Tensor> layer && !module.Children().Any())
            {
                layer.RegisterForwardHook((_, _, output) => Add(path, layer, output));
            }
        }

        model.Eval();
        using (GradMode.Inference())
        {
            model.Call(Tensor.Zeros(input));
        }

        Parameters = model.Parameters().Sum(parameter => (long)parameter.Numel);
        ParameterBytes = model.Parameters().Sum(parameter => (long)parameter.Numel * parameter.DType.ItemSize);
    }

    /// <summary>The layers in the order in which they ran.</summary>
    public IReadOnlyList<Row> Rows => _rows;

    /// <summary>The number of learned numbers, shared ones counted once.</summary>
    public long Parameters { get; }

    /// <summary>Their size in bytes.</summary>
    public long ParameterBytes { get; }

    /// <summary>Multiplications with an addition in convolutions and linear layers.</summary>
    public long MultiplyAdds => _rows.Sum(row => row.MultiplyAdds);

    private void Add(string path, Module<Tensor, Tensor> layer, Tensor output) =>
        _rows.Add(new Row(path, layer.GetType().Name, output.Shape, layer.Parameters().Sum(parameter => (long)parameter.Numel), Multiplications(layer, output)));

    // every output element of these layers is a sum over one kernel or row of the weight
    private static long Multiplications(Module<Tensor, Tensor> layer, Tensor output) => layer switch
    {
        Linear linear => (long)output.Numel * linear.InFeatures,
        Conv1d or Conv2d => (long)output.Numel * layer.GetParameter("weight").Shape.Skip(1).Aggregate(1, (product, size) => product * size),
        _ => 0,
    };

    /// <summary>One layer.</summary>
    internal sealed record Row(string Path, string Type, Shape Output, long Parameters, long MultiplyAdds);
}
