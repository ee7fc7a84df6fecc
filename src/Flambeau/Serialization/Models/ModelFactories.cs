using Flambeau.NN;

namespace Flambeau.Serialization;

/// <summary>
/// The architectures that a program is ready to load, by name. A file chooses among these, and nothing else is ever
/// looked up by a name from a file.
/// </summary>
public sealed class ModelFactories
{
    private readonly OrderedDictionary<string, Func<ModelDescription, Module>> _factories = new(StringComparer.Ordinal);

    /// <summary>The names.</summary>
    public IReadOnlyCollection<string> Architectures => _factories.Keys;

    /// <summary>Adds an architecture.</summary>
    /// <param name="architecture">Its name in files.</param>
    /// <param name="create">Makes a model from the arguments, which come from a file.</param>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">The name is there already.</exception>
    public ModelFactories Add(string architecture, Func<ValueDict, Module> create)
    {
        ArgumentException.ThrowIfNullOrEmpty(architecture);
        ArgumentNullException.ThrowIfNull(create);
        _factories.Add(architecture, description => create(description.Arguments));
        return this;
    }

    /// <summary>Adds all architectures of a type.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <returns>This object.</returns>
    /// <exception cref="ArgumentException">One of the names is there already.</exception>
    public ModelFactories Add<T>()
        where T : Module, IDescribedModel<T>
    {
        foreach (string architecture in T.Architectures)
        {
            _factories.Add(architecture, T.Create);
        }

        return this;
    }

    /// <summary>Makes the model of a description.</summary>
    /// <exception cref="CheckpointException">The architecture is not here, or its arguments do not do.</exception>
    internal Module Create(ModelDescription description)
    {
        if (!_factories.TryGetValue(description.Architecture, out Func<ModelDescription, Module>? create))
        {
            throw new CheckpointException(
                $"the file holds a model '{PythonValue.Show(description.Architecture)}', but expected is "
                + string.Join(" or ", Architectures.Select(name => $"'{name}'")));
        }

        try
        {
            return create(description);
        }
        catch (CheckpointException e)
        {
            throw e.Within($"the arguments of '{description.Architecture}'");
        }
        catch (Exception e) when (e is ArgumentException or ArithmeticException or OutOfMemoryException or InvalidOperationException)
        {
            throw new CheckpointException($"a model {description} cannot be made: {e.Message}", e);
        }
    }
}
