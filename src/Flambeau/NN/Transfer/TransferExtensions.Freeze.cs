namespace Flambeau.NN;

/// <content>Freezing.</content>
public static partial class TransferExtensions
{
    /// <summary>
    /// Stops the training of all parameters that fit any pattern, or of all: no gradients are computed, and those that are
    /// there are forgotten. Batch normalisations among them keep their statistics too, also after <see cref="Module.Train"/>.
    /// </summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="model">The model, which is returned.</param>
    /// <param name="patterns">Names of parameters or modules; none for everything.</param>
    /// <exception cref="ArgumentException">A pattern fits nothing; nothing has changed.</exception>
    public static T Freeze<T>(this T model, params IEnumerable<PathPattern> patterns)
        where T : Module => model.Freeze(patterns, statistics: true);

    /// <summary>Stops the training of all parameters that fit any pattern.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="model">The model, which is returned.</param>
    /// <param name="patterns">Names of parameters or modules; none for everything.</param>
    /// <param name="statistics">Whether batch normalisations among them keep their statistics; PyTorch's <c>requires_grad_</c> lets them move.</param>
    /// <exception cref="ArgumentException">A pattern fits nothing; nothing has changed.</exception>
    public static T Freeze<T>(this T model, IEnumerable<PathPattern> patterns, bool statistics)
        where T : Module
    {
        var (parameters, norms) = Chosen(nameof(Freeze), model, patterns);
        foreach (var parameter in parameters)
        {
            parameter.RequiresGrad = false;

            // an optimiser would go on changing a parameter that has a gradient
            parameter.Grad = null;
        }

        foreach (var norm in statistics ? norms : [])
        {
            norm.FrozenStatistics = true;
        }

        return model;
    }

    /// <summary>Lets all parameters that fit any pattern train again, or all, and the statistics of batch normalisations move.</summary>
    /// <typeparam name="T">The type of the model.</typeparam>
    /// <param name="model">The model, which is returned.</param>
    /// <param name="patterns">Names of parameters or modules; none for everything.</param>
    /// <exception cref="ArgumentException">A pattern fits nothing; nothing has changed.</exception>
    public static T Unfreeze<T>(this T model, params IEnumerable<PathPattern> patterns)
        where T : Module
    {
        var (parameters, norms) = Chosen(nameof(Unfreeze), model, patterns);
        foreach (var parameter in parameters)
        {
            parameter.RequiresGrad = true;
        }

        foreach (var norm in norms)
        {
            norm.FrozenStatistics = false;
            norm.Train(model.Training);
        }

        return model;
    }

    // the parameters that fit, and the batch normalisations that fit or whose parameters all do
    private static (HashSet<Parameter> Parameters, List<BatchNorm> Norms) Chosen(string op, Module model, IEnumerable<PathPattern> patterns)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(patterns);
        PathPattern[] all = [.. patterns];
        var parameters = model.NamedParameters(removeDuplicate: false).ToList();
        List<(string Name, BatchNorm Layer)> norms =
            [.. model.NamedModules(removeDuplicate: false).Where(entry => entry.Module is BatchNorm).Select(entry => (entry.Name, (BatchNorm)entry.Module))];
        string[] names = [.. parameters.Select(entry => entry.Name), .. norms.Select(entry => entry.Name)];
        foreach (var pattern in all)
        {
            PatternCheck.ThrowIfUnused(op, pattern, names);
        }

        bool Fits(string name) => all.Length == 0 || all.Any(pattern => pattern.IsMatch(name));
        HashSet<Parameter> chosen = new(parameters.Where(entry => Fits(entry.Name)).Select(entry => entry.Parameter), ReferenceEqualityComparer.Instance);
        bool Holds(BatchNorm layer) => layer.Parameters().Any() && layer.Parameters().All(chosen.Contains);
        return (chosen, [.. norms.Where(entry => Fits(entry.Name) || Holds(entry.Layer)).Select(entry => entry.Layer)]);
    }
}
