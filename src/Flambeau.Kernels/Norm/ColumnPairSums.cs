using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// For every column of two contiguous [rows, columns] matrices d and x, the sums of d and of d * x in double precision,
/// in one pass: the moments of x when d is x itself, the sums of a norm's backward when d is the gradient.
/// </summary>
internal static unsafe class ColumnPairSums
{
    private const int BlockElements = 65536;

    // Rows narrower than this are added several at a time, so that sums stay in registers for a while.
    private const int StripElements = 1024;

    /// <summary>
    /// Writes both sums of every column; elements of d count only where an activation of the values <paramref name="passed"/>.
    /// </summary>
    public static void Run<T>(
        int rows,
        int columns,
        ReadOnlySpan<T> d,
        ReadOnlySpan<T> x,
        PassedValues<T> passed,
        Span<double> sumD,
        Span<double> sumDX)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int blockRows = Math.Clamp(BlockElements / Math.Max(columns, 1), 1, 1024);
        int blocks = (rows + blockRows - 1) / blockRows;
        double[] partials = ArrayPool<double>.Shared.Rent(Math.Max(1, blocks) * 2 * columns);
        fixed (T* pd = d, px = x, po = passed.Output, ps = passed.Scale, pt = passed.Shift)
        {
            var mask = new PassedMask<T>(po, ps, pt, passed.Activation);
            Blocks(rows, columns, pd, px, mask, blockRows, blocks, partials);
        }

        Join(partials, blocks, 2 * columns);
        partials.AsSpan(0, columns).CopyTo(sumD);
        partials.AsSpan(columns, columns).CopyTo(sumDX);
        ArrayPool<double>.Shared.Return(partials);
    }

    private static void Blocks<T>(
        int rows, int columns, T* d, T* x, PassedMask<T> mask, int blockRows, int blocks, double[] partials)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (blocks == 0)
        {
            partials.AsSpan(0, 2 * columns).Clear();
            return;
        }

        Workers.For(blocks, (long)blockRows * columns, (from, to) =>
        {
            for (int b = from; b < to; b++)
            {
                Span<double> sums = partials.AsSpan(b * 2 * columns, 2 * columns);
                sums.Clear();
                fixed (double* acc = sums)
                {
                    Block(b * blockRows, Math.Min((b + 1) * blockRows, rows), columns, d, x, mask, acc);
                }
            }
        });
    }

    private static void Block<T>(int from, int to, int columns, T* d, T* x, PassedMask<T> mask, double* acc)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int strip = Math.Clamp(StripElements / columns, 1, 128);
        for (int row = from; row < to; row += strip)
        {
            nint at = (nint)row * columns;
            int rows = Math.Min(strip, to - row);
            PassedMask<T> m = mask.At(at);
            int done = typeof(T) == typeof(float)
                ? FloatStrip(rows, columns, (float*)(d + at), (float*)(x + at), m.AsFloat(), acc)
                : 0;
            ScalarStrip(rows, columns, done, d + at, x + at, m, acc);
        }
    }

    private static int FloatStrip(int rows, int columns, float* d, float* x, PassedMask<float> mask, double* acc) =>
        !mask.IsNone ? FloatStrip<Masked>(rows, columns, d, x, mask, acc)
        : d == x ? FloatStrip<Squares>(rows, columns, d, x, mask, acc)
        : FloatStrip<Products>(rows, columns, d, x, mask, acc);

    private static int FloatStrip<TTerms>(int rows, int columns, float* d, float* x, PassedMask<float> mask, double* acc)
        where TTerms : struct, ITerms
    {
        int width = Vector<float>.Count, half = Vector<double>.Count, j = 0;

        // whole cache lines of 256-bit vectors
        for (; j <= columns - (2 * width); j += 2 * width)
        {
            double* left = acc + j, right = left + width;
            Vector<double> a = Vector.Load(left), b = Vector.Load(left + half);
            Vector<double> c = Vector.Load(left + columns), e = Vector.Load(left + columns + half);
            Vector<double> f = Vector.Load(right), g = Vector.Load(right + half);
            Vector<double> h = Vector.Load(right + columns), k = Vector.Load(right + columns + half);
            nint at = j, ahead = (nint)rows * columns;
            for (int r = 0; r < rows; r++, at += columns)
            {
                Prefetch.Line(x + at + ahead);
                if (!TTerms.AreSquares)
                {
                    Prefetch.Line(d + at + ahead);
                }

                Add<TTerms>(d, x, mask, at, j, ref a, ref b, ref c, ref e);
                Add<TTerms>(d, x, mask, at + width, j + width, ref f, ref g, ref h, ref k);
            }

            Store(left, columns, a, b, c, e);
            Store(right, columns, f, g, h, k);
        }

        for (; j <= columns - width; j += width)
        {
            double* left = acc + j;
            Vector<double> a = Vector.Load(left), b = Vector.Load(left + half);
            Vector<double> c = Vector.Load(left + columns), e = Vector.Load(left + columns + half);
            nint at = j;
            for (int r = 0; r < rows; r++, at += columns)
            {
                Add<TTerms>(d, x, mask, at, j, ref a, ref b, ref c, ref e);
            }

            Store(left, columns, a, b, c, e);
        }

        return j;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TTerms>(
        float* d, float* x, PassedMask<float> mask, nint at, nint column,
        ref Vector<double> lowD, ref Vector<double> highD, ref Vector<double> lowDX, ref Vector<double> highDX)
        where TTerms : struct, ITerms
    {
        Vector<float> xv = Vector.Load(x + at);
        Vector<float> dv = TTerms.AreSquares ? xv : Vector.Load(d + at);
        dv = TTerms.AreMasked ? mask.Apply(dv, xv, at, column) : dv;
        Vector<double> low = Vector.WidenLower(dv);
        Vector<double> high = Vector.WidenUpper(dv);
        lowD += low;
        highD += high;
        lowDX = Vector.MultiplyAddEstimate(low, TTerms.AreSquares ? low : Vector.WidenLower(xv), lowDX);
        highDX = Vector.MultiplyAddEstimate(high, TTerms.AreSquares ? high : Vector.WidenUpper(xv), highDX);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        double* acc, int columns, Vector<double> lowD, Vector<double> highD, Vector<double> lowDX, Vector<double> highDX)
    {
        lowD.Store(acc);
        highD.Store(acc + Vector<double>.Count);
        lowDX.Store(acc + columns);
        highDX.Store(acc + columns + Vector<double>.Count);
    }

    private static void ScalarStrip<T>(
        int rows, int columns, int from, T* d, T* x, PassedMask<T> mask, double* acc)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int r = 0; r < rows; r++)
        {
            for (int j = from; j < columns; j++)
            {
                nint at = (nint)r * columns + j;
                double value = double.CreateTruncating(mask.Apply(d[at], x[at], at, j));
                acc[j] += value;
                acc[columns + j] += value * double.CreateTruncating(x[at]);
            }
        }
    }

    /// <summary>Adds the blocks' sums in a tree that depends on their number alone, into the first block.</summary>
    internal static void Join<T>(T[] partials, int blocks, int width)
        where T : unmanaged, INumber<T>
    {
        for (int step = 1; step < blocks; step *= 2)
        {
            for (int b = 0; b + step < blocks; b += 2 * step)
            {
                Span<T> into = partials.AsSpan(b * width, width);
                TensorPrimitives.Add(into, partials.AsSpan((b + step) * width, width), into);
            }
        }
    }

    // which terms are added: the compiler leaves out what does not concern them
    private interface ITerms
    {
        static abstract bool AreSquares { get; }

        static abstract bool AreMasked { get; }
    }

    private readonly struct Squares : ITerms
    {
        public static bool AreSquares => true;

        public static bool AreMasked => false;
    }

    private readonly struct Products : ITerms
    {
        public static bool AreSquares => false;

        public static bool AreMasked => false;
    }

    private readonly struct Masked : ITerms
    {
        public static bool AreSquares => false;

        public static bool AreMasked => true;
    }
}
