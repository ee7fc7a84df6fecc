using System.Diagnostics;
using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>The micro-kernels of one vector width, which matrix products and convolutions share.</summary>
internal sealed unsafe class TileKernels<T>
    where T : unmanaged, INumber<T>
{
    private readonly nint[] _kernels;

    private TileKernels(nint[] kernels, nint dots, int rows, int width)
    {
        Debug.Assert(kernels.Length == 2 * rows, "one kernel per number of rows and of vectors");
        _kernels = kernels;
        Dots = (delegate*<nint, T*, nint, T*, T*, void>)dots;
        Rows = rows;
        Width = width;
    }

    /// <summary>The kernels of the width that <see cref="Isa"/> chose.</summary>
    public static TileKernels<T> Best { get; } = For(Isa.Bits);

    /// <summary>The most rows of one tile: 14, 12, 8, 6 or 4.</summary>
    public int Rows { get; }

    /// <summary>The elements of one vector.</summary>
    public int Width { get; }

    /// <summary>The most columns of one tile: two vectors.</summary>
    public int Columns => 2 * Width;

    /// <summary>Adds to 4 sums the dot products of 4 lines with x: (depth, lines, distance of lines, x, sums).</summary>
    public delegate*<nint, T*, nint, T*, T*, void> Dots { get; }

    /// <summary>The kernels for vectors of 512, 256 or 128 bits, or for scalar code (0).</summary>
    public static TileKernels<T> For(int bits)
    {
        nint[] kernels = MicroKernels.Tiles<T>(bits);
        int width = bits == 0 ? ScalarTile.Width : bits / 8 / sizeof(T);
        return new TileKernels<T>(kernels, MicroKernels.Dots<T>(bits), kernels.Length / 2, width);
    }

    /// <summary>Computes one tile of 1 to <see cref="Rows"/> rows and 1 to <see cref="Columns"/> columns.</summary>
    /// <remarks>Writes nothing outside the tile, and reads Bias, Addend and a only inside it.</remarks>
    public void Run(TileArgs<T>* args, int rows, int columns, T* a, T* b, T* c)
    {
        Debug.Assert(rows > 0 && rows <= Rows && columns > 0 && columns <= Columns, "a tile is 1x1 to Rows x Columns");
        if (columns == Columns || columns == Width)
        {
            Invoke(args, rows, columns == Width ? 1 : 2, a, b, c);
        }
        else
        {
            RunEdge(args, rows, columns, a, b, c);
        }
    }

    private void Invoke(TileArgs<T>* args, int rows, int vectors, T* a, T* b, T* c) =>
        ((delegate*<TileArgs<T>*, T*, T*, T*, void>)_kernels[(2 * rows) + vectors - 3])(args, a, b, c);

    /// <summary>A tile whose last vector is not full: computed beside c, then copied.</summary>
    private void RunEdge(TileArgs<T>* args, int rows, int columns, T* a, T* b, T* c)
    {
        int vectors = columns < Width ? 1 : 2, full = vectors * Width;
        T* tile = stackalloc T[Rows * Columns], bias = stackalloc T[Columns];
        TileArgs<T> inner = *args;
        inner.CRow = full;
        inner.Addend = 0;
        inner.Streams = false;
        if (args->Bias is not null)
        {
            new Span<T>(args->Bias, columns).CopyTo(new Span<T>(bias, full));
            inner.Bias = bias;
        }

        for (int i = 0; i < rows && args->HasAddend; i++)
        {
            Packing.Copy(c + args->Addend + (i * args->CRow), tile + (i * full), columns);
        }

        Invoke(&inner, rows, vectors, a, b, tile);
        for (int i = 0; i < rows; i++)
        {
            Packing.Copy(tile + (i * full), c + (i * args->CRow), columns);
        }
    }
}
