using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Products of few lines of one factor with many of the other: dot products along the depth, nothing packed.</summary>
/// <remarks>The large factor is read once, in its order, which is what a matrix-vector product can hope for.</remarks>
internal sealed unsafe class DotProducts<T>
    where T : unmanaged, INumber<T>
{
    // With more lines than this the tiles of the blocked product are faster, packing included.
    private const int MostFew = 8;

    // Lines of both factors in one pass, in bytes: they stay in the first-level cache.
    private const int PassBytes = 32 * 1024;

    // A pass is whole vectors long.
    private const int DepthUnit = 64;

    private const int LinesAtOnce = MicroKernels.DotLines;

    private readonly Product<T> _product;
    private readonly delegate*<nint, T*, nint, T*, T*, void> _dots;
    private readonly bool _fewRows;
    private readonly int _maxDepth;

    public DotProducts(in Product<T> product, TileKernels<T> kernels)
    {
        _product = product;
        _dots = kernels.Dots;
        _fewRows = FewRows(in product);
        _maxDepth = PassBytes / sizeof(T) / (FewCount + LinesAtOnce) / DepthUnit * DepthUnit;
    }

    private Factor<T> Many => _fewRows ? _product.B : _product.A;

    private Factor<T> Few => _fewRows ? _product.A : _product.B;

    private int ManyCount => _fewRows ? _product.N : _product.M;

    private int FewCount => _fewRows ? _product.M : _product.N;

    /// <summary>Whether one factor has few lines and the other's lines lie along the depth.</summary>
    public static bool Suits(in Product<T> product) =>
        Math.Min(product.M, product.N) <= MostFew
        && (FewRows(in product) ? product.B.Depth == 1 : product.A.Depth == 1);

    /// <summary>Computes the product.</summary>
    public void Run(int threads)
    {
        Factor<T> few = Few;
        if (few.Depth == 1 || _product.K == 1)
        {
            Split(few, threads);
            return;
        }

        var copy = Block.Rent((long)FewCount * _product.K * sizeof(T));
        fixed (T* lines = copy.AsSpan<T>(0, FewCount * _product.K))
        {
            Transpose.Copy(FewCount, _product.K, few.Data, (int)few.Depth, lines, _product.K);
            Split(new Factor<T>(lines, _product.K, 1), threads);
        }

        copy.Return();
    }

    private static bool FewRows(in Product<T> product) =>
        product.M < product.N || (product.M == product.N && product.B.Depth == 1);

    private void Split(Factor<T> few, int threads)
    {
        int groups = Blocking.Panels(ManyCount, LinesAtOnce);
        if (threads == 1)
        {
            RunGroups(few, 0, groups);
        }
        else
        {
            Workers.For(groups, (from, to) => RunGroups(few, from, to));
        }
    }

    private void RunGroups(Factor<T> few, int from, int to)
    {
        T* sums = stackalloc T[LinesAtOnce * MostFew];
        for (int group = from; group < to; group++)
        {
            int first = group * LinesAtOnce, count = Math.Min(LinesAtOnce, ManyCount - first);
            new Span<T>(sums, LinesAtOnce * MostFew).Clear();
            for (int start = 0; start < _product.K; start += _maxDepth)
            {
                int depth = Math.Min(_maxDepth, _product.K - start);
                Factor<T> many = Many.From(first, start);
                for (int i = 0; i < FewCount; i++)
                {
                    AddDots(depth, many, count, few.From(i, start).Data, sums + (i * LinesAtOnce));
                }
            }

            Store(sums, first, count);
        }
    }

    private void AddDots(int depth, Factor<T> many, int count, T* x, T* sums)
    {
        if (count == LinesAtOnce)
        {
            _dots(depth, many.Data, many.Line, x, sums);
            return;
        }

        // A distance of 0 computes one line four times: the sums are those that a whole group would give.
        T* four = stackalloc T[LinesAtOnce];
        for (int j = 0; j < count; j++)
        {
            *four = sums[j];
            _dots(depth, many.Data + (j * many.Line), 0, x, four);
            sums[j] = *four;
        }
    }

    private void Store(T* sums, int first, int count)
    {
        for (int i = 0; i < FewCount; i++)
        {
            for (int j = 0; j < count; j++)
            {
                Epilogue.Store(in _product, _fewRows ? i : first + j, _fewRows ? first + j : i, sums[(i * LinesAtOnce) + j]);
            }
        }
    }
}
