namespace Flambeau.Kernels;

/// <summary>The derivative of an elementwise function, a vector at a time.</summary>
internal interface IVectorGradient
{
    /// <summary>The gradient of the input from that of the output and from what was saved.</summary>
    TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
        where TLanes : unmanaged, ILanes<TLanes>;
}
