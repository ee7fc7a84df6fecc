using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Sums over contiguous floats or doubles in double precision.</summary>
internal static unsafe class RowSums
{
    /// <summary>The sum.</summary>
    public static double Sum<T>(int n, T* x)
        where T : unmanaged
    {
        var body = new SumBody<T> { X = x };
        Channels.For<double, SumBody<T>>(0, n, ref body);
        return body.Total;
    }

    /// <summary>The sum of products.</summary>
    public static double Dot<T>(int n, T* x, T* y)
        where T : unmanaged
    {
        var body = new DotBody<T> { X = x, Y = y };
        Channels.For<double, DotBody<T>>(0, n, ref body);
        return body.Total;
    }

    /// <summary>The sum of squared distances from a centre.</summary>
    public static double SquaredDeviations<T>(int n, T* x, double centre)
        where T : unmanaged
    {
        var body = new DeviationBody<T> { X = x, Centre = centre };
        Channels.For<double, DeviationBody<T>>(0, n, ref body);
        return body.Total;
    }

    /// <summary>Floats or doubles as doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLanes Read<T, TLanes>(T* x)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes> =>
        typeof(T) == typeof(float) ? TLanes.LoadSingles((float*)x) : TLanes.Load(x);

    /// <summary>The sum of the lanes, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static double Across<TLanes>(TLanes x)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        double* lanes = stackalloc double[8];
        x.Store(lanes);
        double sum = lanes[0];
        for (int i = 1; i < TLanes.Count; i++)
        {
            sum += lanes[i];
        }

        return sum;
    }

    private ref struct SumBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public double Total;

        // Four sums hide the latency of an addition. Each has a quarter of its own: four streams come from memory faster than one.
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X + from;
            int quarter = (to - from) / (4 * TLanes.Count) * TLanes.Count;
            T* second = x + quarter, third = second + quarter, fourth = third + quarter;
            TLanes a = TLanes.Zero;
            TLanes b = TLanes.Zero;
            TLanes c = TLanes.Zero;
            TLanes d = TLanes.Zero;
            for (int i = 0; i < quarter; i += TLanes.Count)
            {
                a += Read<T, TLanes>(x + i);
                b += Read<T, TLanes>(second + i);
                c += Read<T, TLanes>(third + i);
                d += Read<T, TLanes>(fourth + i);
            }

            for (int i = 4 * quarter; i < to - from; i += TLanes.Count)
            {
                a += Read<T, TLanes>(x + i);
            }

            Total += Across(a + b + (c + d));
        }
    }

    private ref struct DotBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public T* Y;
        public double Total;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            T* y = Y;
            TLanes a = TLanes.Zero;
            TLanes b = TLanes.Zero;
            int i = from;
            for (; i <= to - (2 * TLanes.Count); i += 2 * TLanes.Count)
            {
                a = TLanes.MultiplyAdd(Read<T, TLanes>(x + i), Read<T, TLanes>(y + i), a);
                int next = i + TLanes.Count;
                b = TLanes.MultiplyAdd(Read<T, TLanes>(x + next), Read<T, TLanes>(y + next), b);
            }

            for (; i < to; i += TLanes.Count)
            {
                a = TLanes.MultiplyAdd(Read<T, TLanes>(x + i), Read<T, TLanes>(y + i), a);
            }

            Total += Across(a + b);
        }
    }

    private ref struct DeviationBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public double Centre;
        public double Total;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            TLanes centre = TLanes.Create(Centre);
            TLanes a = TLanes.Zero;
            TLanes b = TLanes.Zero;
            int i = from;
            for (; i <= to - (2 * TLanes.Count); i += 2 * TLanes.Count)
            {
                TLanes first = Read<T, TLanes>(x + i) - centre;
                TLanes second = Read<T, TLanes>(x + i + TLanes.Count) - centre;
                a = TLanes.MultiplyAdd(first, first, a);
                b = TLanes.MultiplyAdd(second, second, b);
            }

            for (; i < to; i += TLanes.Count)
            {
                TLanes last = Read<T, TLanes>(x + i) - centre;
                a = TLanes.MultiplyAdd(last, last, a);
            }

            Total += Across(a + b);
        }
    }
}
