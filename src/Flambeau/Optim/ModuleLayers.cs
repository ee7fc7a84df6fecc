using Flambeau.NN;

namespace Flambeau.Optim;

/// <summary>Divides the parameters of a module by depth, from the input to the output.</summary>
internal static class ModuleLayers
{
    /// <summary>
    /// One layer per child, where lists and sequences stand for their elements. What has vectors only, such as a
    /// normalisation, belongs to the layer before it, and the module's own parameters to the first one, as in timm.
    /// </summary>
    public static List<HashSet<Tensor>> Of(Module module)
    {
        var seen = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        var layers = new List<HashSet<Tensor>>();
        bool joins = Add(layers, [.. module.Parameters(recurse: false).Where(seen.Add)], joins: false);
        foreach (var unit in Units(module))
        {
            Tensor[] parameters = [.. unit.Parameters().Where(seen.Add)];
            bool added = Add(layers, parameters, joins || parameters.All(parameter => parameter.Dim <= 1));
            joins = joins && !added;
        }

        return layers;
    }

    /// <summary>One layer per pattern, in order; what fits none is left out.</summary>
    public static List<HashSet<Tensor>> Of(IReadOnlyList<PathPattern> patterns, IReadOnlyList<(string Name, Tensor Parameter)> parameters) =>
    [
        .. patterns.Select(pattern => new HashSet<Tensor>(
            parameters.Where(entry => pattern.IsMatch(entry.Name)).Select(entry => entry.Parameter), ReferenceEqualityComparer.Instance)),
    ];

    private static bool Add(List<HashSet<Tensor>> layers, Tensor[] parameters, bool joins)
    {
        if (parameters.Length == 0)
        {
            return false;
        }

        if (joins && layers.Count > 0)
        {
            layers[^1].UnionWith(parameters);
        }
        else
        {
            layers.Add(new HashSet<Tensor>(parameters, ReferenceEqualityComparer.Instance));
        }

        return true;
    }

    private static IEnumerable<Module> Units(Module module) =>
        module.Children().SelectMany(child => child is IReadOnlyList<Module> ? Units(child) : [child]);
}
