namespace Flambeau.Kernels;

/// <summary>One side of a matrix product: line i (a row of A, a column of B) at depth p lies at Data[i * Line + p * Depth].</summary>
internal readonly unsafe struct Factor<T>
    where T : unmanaged
{
    public Factor(T* data, nint line, nint depth)
    {
        Data = data;
        Line = line;
        Depth = depth;
    }

    /// <summary>The element of line 0 at depth 0.</summary>
    public T* Data { get; }

    /// <summary>From one line to the next.</summary>
    public nint Line { get; }

    /// <summary>From one depth to the next; this or <see cref="Line"/> is 1.</summary>
    public nint Depth { get; }

    /// <summary>The left factor of a row-major product, m x k, or k x m where it is transposed.</summary>
    public static Factor<T> Left(T* data, int ld, bool transposed) => new(data, transposed ? 1 : ld, transposed ? ld : 1);

    /// <summary>The right factor of a row-major product, k x n, or n x k where it is transposed.</summary>
    public static Factor<T> Right(T* data, int ld, bool transposed) => Left(data, ld, !transposed);

    /// <summary>The factor from a line and a depth on.</summary>
    public Factor<T> From(int line, int depth) => new(Data + (line * Line) + (depth * Depth), Line, Depth);
}
