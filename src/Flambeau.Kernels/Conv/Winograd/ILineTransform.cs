namespace Flambeau.Kernels;

/// <summary>
/// One of the small constant matrices of Winograd's minimal filtering (Lavin and Gray, "Fast Algorithms for
/// Convolutional Neural Networks", 2016), applied to vectors of channels.
/// </summary>
internal unsafe interface ILineTransform
{
    /// <summary>Columns of the matrix: vectors read.</summary>
    static abstract int In { get; }

    /// <summary>Rows of the matrix: vectors written.</summary>
    static abstract int Out { get; }

    /// <summary>
    /// Writes the product of the matrix and the vectors at source, source + sourceStep, ... to target, target +
    /// targetStep, ...
    /// </summary>
    static abstract void Apply<TLanes>(float* source, nint sourceStep, float* target, nint targetStep)
        where TLanes : unmanaged, ILanes<TLanes>;
}
