using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The steps of softmax on one row; sums are in double precision.</summary>
internal static unsafe class SoftmaxRow
{
    // Powers are summed while they are in the first cache.
    private const int Chunk = 1024;

    /// <summary>The largest element; any value where one is NaN, which the powers then show.</summary>
    public static T Largest<T>(int n, T* x)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new LargestBody<T> { X = x, Largest = T.NegativeInfinity };
        Channels.For<T, LargestBody<T>>(0, n, ref body);
        return body.Largest;
    }

    /// <summary>The sum of <c>exp(x - shift)</c>.</summary>
    public static double SumExp<T>(int n, T* x, T shift)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T* powers = stackalloc T[Math.Min(n, Chunk)];
        double sum = 0;
        for (int at = 0; at < n; at += Chunk)
        {
            sum += ExpChunk(Math.Min(Chunk, n - at), x + at, shift, T.One, powers);
        }

        return sum;
    }

    /// <summary>Writes <c>scale exp(x - shift)</c> and returns its sum.</summary>
    public static double Exp<T>(int n, T* x, T shift, T scale, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double sum = 0;
        for (int at = 0; at < n; at += Chunk)
        {
            sum += ExpChunk(Math.Min(Chunk, n - at), x + at, shift, scale, y + at);
        }

        return sum;
    }

    /// <summary>Writes every element times a factor.</summary>
    public static void Scale<T>(int n, T* x, T factor, T* y, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new ScaleBody<T> { X = x, Y = y, Factor = double.CreateTruncating(factor), Streams = streams };
        Streaming.For(n, y, ref body);
    }

    /// <summary>Writes <c>(x - first) - second</c>; in two steps, since their sum may round away the second.</summary>
    public static void Subtract<T>(int n, T* x, T first, T second, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new SubtractBody<T>
        {
            X = x,
            Y = y,
            First = double.CreateTruncating(first),
            Second = double.CreateTruncating(second),
        };
        Channels.For<T, SubtractBody<T>>(0, n, ref body);
    }

    /// <summary>Writes <c>y (dy - sum)</c>.</summary>
    public static void Weigh<T>(int n, T* y, T* dy, T sum, T* dx, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new WeighBody<T>
        {
            Y = y,
            Gradient = dy,
            Sum = double.CreateTruncating(sum),
            Target = dx,
            Streams = streams,
        };
        Streaming.For(n, dx, ref body);
    }

    /// <summary>Writes <c>dy - exp(y) sum</c>.</summary>
    public static void LogGradient<T>(int n, T* y, T* dy, double sum, T* dx)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new LogGradientBody<T> { Y = y, Gradient = dy, Sum = sum, Target = dx };
        Channels.For<T, LogGradientBody<T>>(0, n, ref body);
    }

    private static double ExpChunk<T>(int n, T* x, T shift, T scale, T* y)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var body = new ExpBody<T>
        {
            X = x,
            Y = y,
            Shift = double.CreateTruncating(shift),
            Scale = double.CreateTruncating(scale),
        };
        Channels.For<T, ExpBody<T>>(0, n, ref body);
        return RowSums.Sum(n, y);
    }

    private ref struct LargestBody<T> : IChannelBody
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public T* X;
        public T Largest;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            TLanes a = TLanes.Load(x + from);
            TLanes b = a;
            TLanes c = a;
            TLanes d = a;
            int i = from + TLanes.Count;
            for (; i <= to - (4 * TLanes.Count); i += 4 * TLanes.Count)
            {
                a = TLanes.MaxNative(a, TLanes.Load(x + i));
                b = TLanes.MaxNative(b, TLanes.Load(x + i + TLanes.Count));
                c = TLanes.MaxNative(c, TLanes.Load(x + i + (2 * TLanes.Count)));
                d = TLanes.MaxNative(d, TLanes.Load(x + i + (3 * TLanes.Count)));
            }

            for (; i < to; i += TLanes.Count)
            {
                a = TLanes.MaxNative(a, TLanes.Load(x + i));
            }

            T* lanes = stackalloc T[16];
            TLanes.MaxNative(TLanes.MaxNative(a, b), TLanes.MaxNative(c, d)).Store(lanes);
            for (int lane = 0; lane < TLanes.Count; lane++)
            {
                Largest = T.Max(Largest, lanes[lane]);
            }
        }
    }

    private ref struct ExpBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public T* Y;
        public double Shift;
        public double Scale;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            T* y = Y;
            TLanes shift = TLanes.Create(Shift);
            TLanes scale = TLanes.Create(Scale);
            for (int i = from; i < to; i += TLanes.Count)
            {
                (TLanes.Exp(TLanes.Load(x + i) - shift) * scale).Store(y + i);
            }
        }
    }

    private ref struct ScaleBody<T> : IChannelBody, IStreams
        where T : unmanaged
    {
        public T* X;
        public T* Y;
        public double Factor;

        public bool Streams { get; set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            T* y = Y;
            bool streams = Streams;
            TLanes factor = TLanes.Create(Factor);
            for (int i = from; i < to; i += TLanes.Count)
            {
                Streaming.Store(TLanes.Load(x + i) * factor, y + i, streams);
            }
        }
    }

    private ref struct SubtractBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* X;
        public T* Y;
        public double First;
        public double Second;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            T* y = Y;
            TLanes first = TLanes.Create(First);
            TLanes second = TLanes.Create(Second);
            for (int i = from; i < to; i += TLanes.Count)
            {
                (TLanes.Load(x + i) - first - second).Store(y + i);
            }
        }
    }

    private ref struct WeighBody<T> : IChannelBody, IStreams
        where T : unmanaged
    {
        public T* Y;
        public T* Gradient;
        public T* Target;
        public double Sum;

        public bool Streams { get; set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* y = Y;
            T* gradient = Gradient;
            T* target = Target;
            bool streams = Streams;
            TLanes sum = TLanes.Create(Sum);
            for (int i = from; i < to; i += TLanes.Count)
            {
                Streaming.Store(TLanes.Load(y + i) * (TLanes.Load(gradient + i) - sum), target + i, streams);
            }
        }
    }

    private ref struct LogGradientBody<T> : IChannelBody
        where T : unmanaged
    {
        public T* Y;
        public T* Gradient;
        public T* Target;
        public double Sum;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* y = Y;
            T* gradient = Gradient;
            T* target = Target;
            TLanes sum = TLanes.Create(Sum);
            for (int i = from; i < to; i += TLanes.Count)
            {
                (TLanes.Load(gradient + i) - (TLanes.Exp(TLanes.Load(y + i)) * sum)).Store(target + i);
            }
        }
    }
}
