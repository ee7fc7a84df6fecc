using System.Collections;
using System.Globalization;

namespace Flambeau.NN;

/// <summary>Parameters in a list, named by position (<c>torch.nn.ParameterList</c>).</summary>
public sealed class ParameterList : Module, IReadOnlyList<Parameter>
{
    private readonly List<Parameter> _parameters = [];

    /// <summary>A list of the given parameters.</summary>
    public ParameterList(params IEnumerable<Parameter> parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        foreach (var parameter in parameters)
        {
            Add(parameter);
        }
    }

    /// <summary>The number of parameters.</summary>
    public int Count => _parameters.Count;

    /// <summary>The parameter at a position; may be replaced.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such position.</exception>
    public Parameter this[int index]
    {
        get => _parameters[index];
        set => _parameters[index] = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Adds a parameter at the end; lets a collection initialiser be written.</summary>
    public void Add(Parameter parameter) => _parameters.Add(parameter ?? throw new ArgumentNullException(nameof(parameter)));

    /// <summary>Adds a parameter at the end (<c>append</c>).</summary>
    public ParameterList Append(Parameter parameter)
    {
        Add(parameter);
        return this;
    }

    /// <inheritdoc/>
    public IEnumerator<Parameter> GetEnumerator() => _parameters.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The parameters' types and sizes, as PyTorch prints them.</summary>
    public override string ToString() => _parameters.Count == 0
        ? "ParameterList()"
        : $"ParameterList(\n{string.Join("\n", _parameters.Select(Line))}\n)";

    internal override IEnumerable<ModuleEntry> Entries() =>
        _parameters.Index().Select(entry => new ModuleEntry(entry.Index.ToString(CultureInfo.InvariantCulture), entry.Item));

    private static string Line(Parameter parameter, int index) =>
        $"    ({index}): Parameter containing: [torch.{parameter.DType.TorchName} of size {string.Join("x", parameter.Shape)}]";
}
