namespace Flambeau.Kernels;

/// <summary>One optimiser's update of one vector of parameters; its settings are fields of the struct.</summary>
internal unsafe interface IOptimizerStep<T>
    where T : unmanaged
{
    /// <summary>
    /// Updates as many parameters at <paramref name="p"/> as a vector holds from their gradients at
    /// <paramref name="g"/>, and their state at <paramref name="a"/>, <paramref name="b"/> and <paramref name="c"/>
    /// (null where the optimiser keeps less).
    /// </summary>
    void Invoke(T* p, T* g, T* a, T* b, T* c);
}
