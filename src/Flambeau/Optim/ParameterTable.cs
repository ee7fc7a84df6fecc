using System.Globalization;
using Flambeau.NN;

namespace Flambeau.Optim;

/// <summary>What an optimiser trains of a model and at which rates; prints as a table.</summary>
public sealed class ParameterTable
{
    private static readonly string[] s_titles = ["parameter", "shape", "count", "trains", "lr", "weight decay"];
    private readonly int _frozenNorms;

    /// <summary>The table of a model and its optimiser as they are now.</summary>
    public ParameterTable(Module model, Optimizer optimizer)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(optimizer);
        var groups = new Dictionary<Tensor, ParameterGroup>(ReferenceEqualityComparer.Instance);
        foreach (var group in optimizer.ParameterGroups)
        {
            foreach (var parameter in group.Parameters)
            {
                groups[parameter] = group;
            }
        }

        Rows = [.. model.NamedParameters().Select(entry => Row(entry.Name, entry.Parameter, groups.GetValueOrDefault(entry.Parameter)))];
        _frozenNorms = model.Modules().OfType<BatchNorm>().Count(norm => norm.FrozenStatistics);
    }

    /// <summary>One row per parameter, in the model's order; a shared one appears once.</summary>
    public IReadOnlyList<ParameterRow> Rows { get; }

    /// <summary>The number of elements of all parameters.</summary>
    public long TotalCount => Rows.Sum(row => row.Count);

    /// <summary>The number of elements that train.</summary>
    public long TrainingCount => Rows.Where(row => row.Trains).Sum(row => row.Count);

    /// <summary>The table, one line per parameter, and a line of totals.</summary>
    public override string ToString()
    {
        List<string[]> lines = [s_titles, .. Rows.Select(Cells)];
        int[] widths = [.. s_titles.Select((_, column) => lines.Max(line => line[column].Length))];
        var text = lines.Select(line => string.Join("  ", line.Select((cell, i) => i == 2 ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]))).TrimEnd());
        string norms = _frozenNorms == 0 ? "" : $"; frozen batch norms: {_frozenNorms}";
        return string.Join("\n", text) + string.Create(
            CultureInfo.InvariantCulture,
            $"\n{Rows.Count(row => row.Trains)} of {Rows.Count} tensors, {TrainingCount:N0} of {TotalCount:N0} parameters train{norms}");
    }

    private static ParameterRow Row(string name, Parameter parameter, ParameterGroup? group) =>
        new(name, parameter.Shape, parameter.RequiresGrad, group?.LearningRate, group?.WeightDecay);

    private static string[] Cells(ParameterRow row) =>
    [
        row.Path,
        row.Shape.ToString(),
        row.Count.ToString("N0", CultureInfo.InvariantCulture),
        row.Trains ? "yes" : row.RequiresGrad ? "in no group" : "frozen",
        row.Trains ? Number(row.LearningRate) : "",
        row.Trains ? Number(row.WeightDecay) : "",
    ];

    private static string Number(double? value) => value?.ToString("G6", CultureInfo.InvariantCulture) ?? "";
}
