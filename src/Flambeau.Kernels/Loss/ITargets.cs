namespace Flambeau.Kernels;

/// <summary>What a row of logits is held to: a number for each class.</summary>
internal interface ITargets
{
    /// <summary>The numbers of a vector of classes, from one on.</summary>
    TLanes At<TLanes>(int i)
        where TLanes : unmanaged, ILanes<TLanes>;
}
