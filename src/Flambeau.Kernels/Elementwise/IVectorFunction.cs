namespace Flambeau.Kernels;

/// <summary>An elementwise function, a vector at a time.</summary>
internal interface IVectorFunction
{
    /// <summary>The function of every lane.</summary>
    TLanes Of<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>;
}
