namespace Flambeau.Kernels;

/// <summary>An elementwise function of two operands, a vector at a time.</summary>
internal interface IVectorPair
{
    /// <summary>The function of every pair of lanes.</summary>
    TLanes Of<TLanes>(TLanes x, TLanes y)
        where TLanes : unmanaged, ILanes<TLanes>;
}
