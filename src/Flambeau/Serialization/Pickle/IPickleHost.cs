namespace Flambeau.Serialization;

/// <summary>Decides what the names and persistent ids of a pickle stand for; a pickle can reach nothing else.</summary>
internal interface IPickleHost
{
    /// <summary>Resolves a global: a plain value, or a <see cref="PickleCallable"/>.</summary>
    /// <exception cref="CheckpointException">The name is not allowed.</exception>
    object FindGlobal(string module, string name);

    /// <summary>Resolves a persistent id, which is how a pickle refers to a tensor's storage.</summary>
    object? LoadPersistent(object? id);

    /// <summary>Applies BUILD: gives an object its state. Returns false when the object takes none.</summary>
    bool Build(object? instance, object? state);
}
