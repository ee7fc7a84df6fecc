namespace Flambeau.NN;

/// <summary>A <see cref="ModuleList{T}"/> of modules from tensor to tensor.</summary>
public sealed class ModuleList : ModuleList<Module<Tensor, Tensor>>
{
    /// <summary>A list of the given modules.</summary>
    public ModuleList(params IEnumerable<Module<Tensor, Tensor>> modules)
        : base(modules)
    {
    }
}
