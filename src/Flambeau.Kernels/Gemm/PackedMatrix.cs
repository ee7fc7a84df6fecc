using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>A right factor that was packed once, for products that use it again and again.</summary>
internal sealed class PackedMatrix<T>
    where T : unmanaged, INumber<T>
{
    private readonly Block _block;
    private readonly DepthBlocks _blocks;

    private PackedMatrix(int k, int n, TileKernels<T> kernels)
    {
        K = k;
        N = n;
        Kernels = kernels;
        _blocks = new DepthBlocks(k, n);
        Panels = Blocking.Panels(n, kernels.Columns);
        Length = checked(Panels * kernels.Columns * k);
        _block = Block.Rent((long)Length * System.Runtime.CompilerServices.Unsafe.SizeOf<T>());
    }

    /// <summary>Rows of the matrix.</summary>
    public int K { get; }

    /// <summary>Columns of the matrix.</summary>
    public int N { get; }

    /// <summary>The micro-kernels it is packed for.</summary>
    public TileKernels<T> Kernels { get; }

    /// <summary>The packed values: for each block of depth, panel after panel.</summary>
    public ReadOnlySpan<T> Values => _block.AsSpan<T>(0, Length);

    private int Panels { get; }

    private int Length { get; }

    /// <summary>Packs a k x n matrix, or an n x k one that is to be transposed.</summary>
    public static unsafe PackedMatrix<T> Pack(int k, int n, ReadOnlySpan<T> b, int ldb, bool transB) =>
        Pack(k, n, b, ldb, transB, TileKernels<T>.Best);

    /// <summary>As the other, for the given micro-kernels.</summary>
    internal static unsafe PackedMatrix<T> Pack(
        int k, int n, ReadOnlySpan<T> b, int ldb, bool transB, TileKernels<T> kernels)
    {
        var packed = new PackedMatrix<T>(k, n, kernels);
        fixed (T* source = b, target = packed._block.AsSpan<T>(0, packed.Length))
        {
            var factor = Factor<T>.Right(source, ldb, transB);
            T* values = target;
            Workers.For(packed.Panels, (long)k * kernels.Columns, (from, to) => packed.PackPanels(factor, from, to, values));
        }

        return packed;
    }

    /// <summary>Where a panel's values of one block of depth start.</summary>
    public nint Offset(int block, int panel) =>
        Kernels.Columns * (((nint)_blocks.Start(block) * Panels) + ((nint)panel * _blocks.Length(block)));

    private unsafe void PackPanels(Factor<T> factor, int from, int to, T* values)
    {
        int columns = Kernels.Columns;
        for (int panel = from; panel < to; panel++)
        {
            for (int block = 0; block < _blocks.Count; block++)
            {
                int count = Math.Min(columns, N - (panel * columns));
                Factor<T> part = factor.From(panel * columns, _blocks.Start(block));
                Packing.Columns(in part, count, _blocks.Length(block), columns, values + Offset(block, panel), 0);
            }
        }
    }
}
