using System.Runtime.CompilerServices;

namespace Flambeau.NN;

/// <summary>A <see cref="ModuleList{T}"/> of modules from tensor to tensor.</summary>
public sealed class ModuleList : ModuleList<Module<Tensor, Tensor>>
{
    /// <summary>A list of the given modules; a container among them stays one module.</summary>
    [OverloadResolutionPriority(1)]
    public ModuleList(params ReadOnlySpan<Module<Tensor, Tensor>> modules)
        : base(modules)
    {
    }

    /// <summary>A list of the given modules.</summary>
    public ModuleList(IEnumerable<Module<Tensor, Tensor>> modules)
        : base(modules)
    {
    }
}
