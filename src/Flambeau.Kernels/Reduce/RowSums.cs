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

    /// <summary>The sum of weighted distances below a level, <c>w (level - x)</c>; without weights, null, of the distances.</summary>
    public static double Shortfalls<T>(int n, T* x, T* weight, double level)
        where T : unmanaged
    {
        var body = new ShortfallBody<T> { X = x, Weight = weight, Level = level };
        Channels.For<double, ShortfallBody<T>>(0, n, ref body);
        return body.Total;
    }

    /// <summary>Reads as many elements as there are lanes, floats converted where the lanes are doubles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Read<T, TLanes>(T* x)
        where T : unmanaged
        where TLanes : unmanaged, ILanes<TLanes> =>
        typeof(T) == typeof(float) ? TLanes.LoadSingles((float*)x) : TLanes.Load(x);

    /// <summary>The sum of a vector's lanes, from the first on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Across<TLanes>(TLanes x)
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

    private ref struct ShortfallBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public T* Weight;
        public double Level;
        public double Total;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes a = TLanes.Zero;
            TLanes b = TLanes.Zero;
            int i = from;
            for (; i <= to - (2 * TLanes.Count); i += 2 * TLanes.Count)
            {
                a = Add(i, a);
                b = Add(i + TLanes.Count, b);
            }

            for (; i < to; i += TLanes.Count)
            {
                a = Add(i, a);
            }

            Total += Across(a + b);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly TLanes Add<TLanes>(int i, TLanes sum)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TLanes distance = TLanes.Create(Level) - Read<T, TLanes>(X + i);
            return Weight == null ? sum + distance : TLanes.MultiplyAdd(Read<T, TLanes>(Weight + i), distance, sum);
        }
    }
}
