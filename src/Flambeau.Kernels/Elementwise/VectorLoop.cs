using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Runs functions of vectors over contiguous floats or doubles with the widest vectors that <see cref="Isa"/> allows. A
/// rest shorter than a vector is padded, so that an element's result does not depend on its place. The destination may be
/// one of the sources.
/// </summary>
internal static unsafe class VectorLoop
{
    /// <summary>Writes the function of every element, past the caches where the range is long enough for it to pay.</summary>
    public static void Run<T, TFunction>(TFunction function, ReadOnlySpan<T> x, Span<T> y)
        where T : unmanaged
        where TFunction : struct, IVectorFunction =>
        Run(function, x, y, Streaming.PaysForRange((long)y.Length * sizeof(T)));

    /// <summary>Writes the function of every element.</summary>
    /// <param name="function">The function.</param>
    /// <param name="x">The source.</param>
    /// <param name="y">The destination, as long as the source.</param>
    /// <param name="streams">Whether results go past the caches; see <see cref="Streaming"/>.</param>
    public static void Run<T, TFunction>(TFunction function, ReadOnlySpan<T> x, Span<T> y, bool streams)
        where T : unmanaged
        where TFunction : struct, IVectorFunction
    {
        Debug.Assert(x.Length == y.Length);
        fixed (T* source = x, target = y)
        {
            RunPairs<T, Single<TFunction>>(new(function), source, source, target, y.Length, streams);
        }
    }

    /// <summary>Writes the gradient of every input element.</summary>
    public static void RunGradient<T, TGradient>(
        TGradient gradient, ReadOnlySpan<T> gradOutput, ReadOnlySpan<T> saved, Span<T> gradInput, bool streams)
        where T : unmanaged
        where TGradient : struct, IVectorGradient =>
        RunPair(new Gradient<TGradient>(gradient), gradOutput, saved, gradInput, streams);

    /// <summary>Writes the function of every pair of elements.</summary>
    public static void RunPair<T, TPair>(TPair pair, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d, bool streams)
        where T : unmanaged
        where TPair : struct, IVectorPair
    {
        Debug.Assert(x.Length == d.Length && y.Length == d.Length);
        fixed (T* first = x, second = y, target = d)
        {
            RunPairs(pair, first, second, target, d.Length, streams);
        }
    }

    private static void RunPairs<T, TPair>(TPair pair, T* x, T* y, T* d, int count, bool streams)
        where T : unmanaged
        where TPair : struct, IVectorPair
    {
        if (typeof(T) == typeof(float))
        {
            Run<T, TPair, Lanes512, Lanes256, Lanes128, Lanes1>(pair, x, y, d, count, streams);
        }
        else
        {
            Run<T, TPair, DoubleLanes512, DoubleLanes256, DoubleLanes128, DoubleLanes1>(pair, x, y, d, count, streams);
        }
    }

    private static void Run<T, TPair, T512, T256, T128, T1>(TPair pair, T* x, T* y, T* d, int count, bool streams)
        where T : unmanaged
        where TPair : struct, IVectorPair
        where T512 : unmanaged, ILanes<T512>
        where T256 : unmanaged, ILanes<T256>
        where T128 : unmanaged, ILanes<T128>
        where T1 : unmanaged, ILanes<T1>
    {
        if (Isa.Use512)
        {
            Loop<T, TPair, T512>(pair, x, y, d, count, streams);
        }
        else if (Isa.Use256)
        {
            Loop<T, TPair, T256>(pair, x, y, d, count, streams);
        }
        else if (Isa.Use128)
        {
            Loop<T, TPair, T128>(pair, x, y, d, count, streams);
        }
        else
        {
            Loop<T, TPair, T1>(pair, x, y, d, count, streams);
        }
    }

    // a method for each use of the function: the compiler draws only so much into one and calls the rest
    private static void Loop<T, TPair, TLanes>(TPair pair, T* x, T* y, T* d, int count, bool streams)
        where T : unmanaged
        where TPair : struct, IVectorPair
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int whole = count - (count % TLanes.Count);
        if (streams && d != x && d != y && (nuint)d % (nuint)sizeof(TLanes) == 0)
        {
            Whole<T, TPair, TLanes, PastCaches>(pair, x, y, d, whole);
            Streaming.Fence();
        }
        else
        {
            Whole<T, TPair, TLanes, ToCaches>(pair, x, y, d, whole);
        }

        if (whole < count)
        {
            Rest<T, TPair, TLanes>(pair, x + whole, y + whole, d + whole, count - whole);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Whole<T, TPair, TLanes, TStores>(TPair pair, T* x, T* y, T* d, int count)
        where T : unmanaged
        where TPair : struct, IVectorPair
        where TLanes : unmanaged, ILanes<TLanes>
        where TStores : struct, IStores
    {
        for (int i = 0; i < count; i += TLanes.Count)
        {
            TLanes result = pair.Of(TLanes.Load(x + i), TLanes.Load(y + i));
            if (TStores.PastCaches)
            {
                result.StoreStreaming(d + i);
            }
            else
            {
                result.Store(d + i);
            }
        }
    }

    /// <summary>Less than a vector.</summary>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rest<T, TPair, TLanes>(TPair pair, T* x, T* y, T* d, int count)
        where T : unmanaged
        where TPair : struct, IVectorPair
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int width = TLanes.Count;
        T* buffer = stackalloc T[3 * width];
        new Span<T>(buffer, 2 * width).Clear();
        new ReadOnlySpan<T>(x, count).CopyTo(new Span<T>(buffer, width));
        new ReadOnlySpan<T>(y, count).CopyTo(new Span<T>(buffer + width, width));
        TLanes result = pair.Of(TLanes.Load(buffer), TLanes.Load(buffer + width));
        result.Store(buffer + (2 * width));
        new ReadOnlySpan<T>(buffer + (2 * width), count).CopyTo(new Span<T>(d, count));
    }

    // where results go, known to the compiler: a test for each vector costs a fifth of a short loop's time
    private interface IStores
    {
        static abstract bool PastCaches { get; }
    }

    private readonly struct PastCaches : IStores
    {
        static bool IStores.PastCaches => true;
    }

    private readonly struct ToCaches : IStores
    {
        static bool IStores.PastCaches => false;
    }

    /// <summary>A function of one operand as one of two, the second of which it does not look at.</summary>
    private readonly struct Single<TFunction>(TFunction function) : IVectorPair
        where TFunction : struct, IVectorFunction
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => function.Of(x);
    }

    private readonly struct Gradient<TGradient>(TGradient gradient) : IVectorPair
        where TGradient : struct, IVectorGradient
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLanes Of<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => gradient.Gradient(x, y);
    }
}
