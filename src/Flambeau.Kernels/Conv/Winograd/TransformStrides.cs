namespace Flambeau.Kernels;

/// <summary>
/// Where a two-sided transform reads and writes squares of pixels, in floats; channels are contiguous.
/// </summary>
internal readonly unsafe struct TransformStrides
{
    /// <summary>Floats of <see cref="Buffer"/>: 36 of the widest vectors.</summary>
    public const int BufferLength = 36 * 16;

    /// <summary>One square.</summary>
    public TransformStrides() => Squares = 1;

    /// <summary>Squares to transform, one after the other.</summary>
    public int Squares { get; init; }

    /// <summary>Floats from a square of the source to the next.</summary>
    public nint SourceSquare { get; init; }

    /// <summary>Floats from a square of the target to the next.</summary>
    public nint TargetSquare { get; init; }

    /// <summary>First pixel read.</summary>
    public float* Source { get; init; }

    /// <summary>Floats between rows of the source.</summary>
    public nint SourceRow { get; init; }

    /// <summary>Floats between columns of the source.</summary>
    public nint SourceColumn { get; init; }

    /// <summary>First pixel written.</summary>
    public float* Target { get; init; }

    /// <summary>Floats between rows of the target.</summary>
    public nint TargetRow { get; init; }

    /// <summary>Floats between columns of the target.</summary>
    public nint TargetColumn { get; init; }

    /// <summary>Room for what lies between the two sides, aligned to a cache line.</summary>
    public float* Buffer { get; init; }
}
