using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Adds a few rows to the sums of <see cref="ColumnPairSums"/>, which lie as all of d, then all of d * x.</summary>
internal static unsafe class ColumnPairStrip
{
    /// <summary>The columns that are added at once: a vector of floats, or two of doubles.</summary>
    public static int Step => Vector<float>.Count;

    /// <summary>Adds rows of at least <see cref="Step"/> columns.</summary>
    public static void Add<T>(int rows, int columns, T* d, T* x, PassedMask<T> mask, double* acc)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!mask.IsNone)
        {
            Add<T, Masked>(rows, columns, d, x, mask, acc);
        }
        else if (d == x)
        {
            Add<T, Squares>(rows, columns, d, x, mask, acc);
        }
        else
        {
            Add<T, Products>(rows, columns, d, x, mask, acc);
        }
    }

    /// <summary>Adds rows of fewer columns: as many of them as fill vectors are taken for one.</summary>
    public static void AddNarrow<T>(int rows, int columns, T* d, T* x, PassedMask<T> mask, double* acc)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int wide = Step * columns;
        double* room = stackalloc double[2 * wide];
        T* factors = stackalloc T[2 * wide];
        new Span<double>(room, 2 * wide).Clear();
        Add(rows / Step, wide, d, x, mask.Repeat(columns, Step, factors), room);
        for (int j = 0; j < wide; j++)
        {
            acc[j % columns] += room[j];
            acc[columns + j % columns] += room[wide + j];
        }

        for (int r = rows / Step * Step; r < rows; r++)
        {
            for (int j = 0; j < columns; j++)
            {
                nint at = (nint)r * columns + j;
                double value = double.CreateTruncating(mask.Apply(d[at], x[at], at, j));
                acc[j] += value;
                acc[columns + j] += value * double.CreateTruncating(x[at]);
            }
        }
    }

    private static void Add<T, TTerms>(int rows, int columns, T* d, T* x, PassedMask<T> mask, double* acc)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms
    {
        int j = 0;
        for (; j <= columns - (2 * Step); j += 2 * Step)
        {
            TwoSteps<T, TTerms>(rows, columns, j, d, x, mask, acc + j);
        }

        for (; j <= columns - Step; j += Step)
        {
            OneStep<T, TTerms>(rows, columns, j, d, x, mask, acc + j, acc + columns + j);
        }

        if (j < columns)
        {
            LastStep<T, TTerms>(rows, columns, j, d, x, mask, acc);
        }
    }

    // whole cache lines of 256-bit vectors of floats
    private static void TwoSteps<T, TTerms>(int rows, int columns, int j, T* d, T* x, PassedMask<T> mask, double* left)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms
    {
        int half = Vector<double>.Count;
        double* right = left + Step;
        Vector<double> a = Vector.Load(left), b = Vector.Load(left + half);
        Vector<double> c = Vector.Load(left + columns), e = Vector.Load(left + columns + half);
        Vector<double> f = Vector.Load(right), g = Vector.Load(right + half);
        Vector<double> h = Vector.Load(right + columns), k = Vector.Load(right + columns + half);
        nint at = j, ahead = (nint)rows * columns;
        for (int r = 0; r < rows; r++, at += columns)
        {
            Ask(x + at + ahead);
            if (!TTerms.AreSquares)
            {
                Ask(d + at + ahead);
            }

            Add<T, TTerms>(d, x, mask, at, j, ref a, ref b, ref c, ref e);
            Add<T, TTerms>(d, x, mask, at + Step, j + Step, ref f, ref g, ref h, ref k);
        }

        Store(left, left + columns, a, b, c, e);
        Store(right, right + columns, f, g, h, k);
    }

    private static void OneStep<T, TTerms>(
        int rows, int columns, int j, T* d, T* x, PassedMask<T> mask, double* sums, double* products)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms
    {
        int half = Vector<double>.Count;
        Vector<double> a = Vector.Load(sums), b = Vector.Load(sums + half);
        Vector<double> c = Vector.Load(products), e = Vector.Load(products + half);
        nint at = j;
        for (int r = 0; r < rows; r++, at += columns)
        {
            Add<T, TTerms>(d, x, mask, at, j, ref a, ref b, ref c, ref e);
        }

        Store(sums, products, a, b, c, e);
    }

    // The columns from j on do not fill a step: it begins before them, and what it makes of the others is dropped.
    private static void LastStep<T, TTerms>(int rows, int columns, int j, T* d, T* x, PassedMask<T> mask, double* acc)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms
    {
        int first = columns - Step;
        double* room = stackalloc double[2 * Step];
        for (int i = 0; i < Step; i++)
        {
            (room[i], room[Step + i]) = (acc[first + i], acc[columns + first + i]);
        }

        OneStep<T, TTerms>(rows, columns, first, d, x, mask, room, room + Step);
        for (int i = j - first; i < Step; i++)
        {
            (acc[first + i], acc[columns + first + i]) = (room[i], room[Step + i]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ask<T>(T* ahead)
        where T : unmanaged
    {
        Prefetch.Line(ahead);
        if (sizeof(T) == sizeof(double))
        {
            Prefetch.Line(ahead + Step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T, TTerms>(
        T* d, T* x, PassedMask<T> mask, nint at, nint column,
        ref Vector<double> lowD, ref Vector<double> highD, ref Vector<double> lowDX, ref Vector<double> highDX)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms
    {
        int half = Vector<double>.Count;
        Vector<T> first = Term<T, TTerms>(d, x, mask, at, column, out Vector<T> xFirst);
        if (typeof(T) == typeof(float))
        {
            Vector<float> singles = first.As<T, float>(), xs = xFirst.As<T, float>();
            Accumulate<TTerms>(Vector.WidenLower(singles), Vector.WidenLower(xs), ref lowD, ref lowDX);
            Accumulate<TTerms>(Vector.WidenUpper(singles), Vector.WidenUpper(xs), ref highD, ref highDX);
        }
        else
        {
            Vector<T> second = Term<T, TTerms>(d, x, mask, at + half, column + half, out Vector<T> xSecond);
            Accumulate<TTerms>(first.As<T, double>(), xFirst.As<T, double>(), ref lowD, ref lowDX);
            Accumulate<TTerms>(second.As<T, double>(), xSecond.As<T, double>(), ref highD, ref highDX);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Term<T, TTerms>(T* d, T* x, PassedMask<T> mask, nint at, nint column, out Vector<T> value)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TTerms : struct, ITerms
    {
        value = Vector.Load(x + at);
        Vector<T> term = TTerms.AreSquares ? value : Vector.Load(d + at);
        return TTerms.AreMasked ? mask.Apply(term, value, at, column) : term;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Accumulate<TTerms>(
        Vector<double> d, Vector<double> x, ref Vector<double> sumD, ref Vector<double> sumDX)
        where TTerms : struct, ITerms
    {
        sumD += d;
        sumDX = Vector.MultiplyAddEstimate(d, TTerms.AreSquares ? d : x, sumDX);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(
        double* sums, double* products,
        Vector<double> lowD, Vector<double> highD, Vector<double> lowDX, Vector<double> highDX)
    {
        lowD.Store(sums);
        highD.Store(sums + Vector<double>.Count);
        lowDX.Store(products);
        highDX.Store(products + Vector<double>.Count);
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
