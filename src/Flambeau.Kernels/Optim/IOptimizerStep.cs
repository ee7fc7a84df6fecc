namespace Flambeau.Kernels;

/// <summary>One optimiser's update of one vector of parameters; its settings are fields of the struct.</summary>
/// <remarks>Every setting that is a number is a <see cref="Coefficient"/>: converted in the loop, each vector waits for the one before.</remarks>
internal unsafe interface IOptimizerStep
{
    /// <summary>
    /// Updates as many parameters at <paramref name="p"/> as a vector holds from their gradients at
    /// <paramref name="g"/>, and their state at <paramref name="a"/>, <paramref name="b"/> and <paramref name="c"/>
    /// (null where the optimiser keeps less).
    /// </summary>
    void Invoke<TLanes>(void* p, void* g, void* a, void* b, void* c)
        where TLanes : unmanaged, ILanes<TLanes>;
}
