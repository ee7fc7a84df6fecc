using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Layer normalisation (Ba, Kiros and Hinton, 2016) of the rows of a contiguous matrix.</summary>
internal static unsafe partial class LayerNorm
{
    /// <summary>
    /// <c>y = (x - mean) invStd gamma + beta</c> with each row's own mean and biased variance, which are kept for
    /// backward; an empty gamma is ones, an empty beta zeros.
    /// </summary>
    public static void Forward<T>(
        int rows,
        int features,
        ReadOnlySpan<T> x,
        ReadOnlySpan<T> gamma,
        ReadOnlySpan<T> beta,
        double eps,
        Span<T> y,
        Span<T> mean,
        Span<T> invStd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* px = x, pg = gamma, pb = beta, py = y, pm = mean, pi = invStd)
        {
            ForwardRows(rows, features, px, pg, pb, eps, py, pm, pi);
        }
    }

    private static void ForwardRows<T>(
        int rows, int features, T* x, T* gamma, T* beta, double eps, T* y, T* mean, T* invStd)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool streams = x != y && Streaming.Pays((long)rows * features * sizeof(T));
        Workers.ForDivisible(rows, 2L * features, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                T* source = x + (nint)row * features;
                T* target = y + (nint)row * features;
                (mean[row], invStd[row]) = features > RowBlocks.Size
                    ? ForwardLongRow(features, source, gamma, beta, eps, target, streams)
                    : ForwardRow(features, source, gamma, beta, eps, target, streams);
            }

            Streaming.Fence();
        });
    }

    private static (T Mean, T InvStd) ForwardRow<T>(
        int features, T* x, T* gamma, T* beta, double eps, T* y, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T m = T.CreateTruncating(RowSums.Sum(features, x) / features);
        Prefetch.NextRow(x, features);
        double variance = RowSums.SquaredDeviations(features, x, double.CreateTruncating(m)) / features;
        T inv = T.CreateTruncating(1 / Math.Sqrt(variance + eps));
        Normalise(features, x, gamma, beta, m, inv, y, streams);
        return (m, inv);
    }

    // The same by blocks of the row, which threads share.
    private static (T Mean, T InvStd) ForwardLongRow<T>(
        int features, T* x, T* gamma, T* beta, double eps, T* y, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T m = T.CreateTruncating(RowBlocks.Sum(features, (at, count) => RowSums.Sum(count, x + at)) / features);
        double centre = double.CreateTruncating(m);
        double squares = RowBlocks.Sum(features, (at, count) => RowSums.SquaredDeviations(count, x + at, centre));
        T inv = T.CreateTruncating(1 / Math.Sqrt((squares / features) + eps));
        RowBlocks.For(features, (at, count) =>
            Normalise(count, x + at, From(gamma, at), From(beta, at), m, inv, y + at, streams));
        return (m, inv);
    }

    private static void Normalise<T>(int count, T* x, T* gamma, T* beta, T mean, T invStd, T* y, bool streams)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var normalise = new NormaliseBody<T>
        {
            X = x,
            Gamma = gamma,
            Beta = beta,
            Y = y,
            Mean = double.CreateTruncating(mean),
            InvStd = double.CreateTruncating(invStd),
            Streams = streams,
        };
        Streaming.For(count, y, ref normalise);
    }

    private static T* From<T>(T* parameter, int at)
        where T : unmanaged => parameter == null ? null : parameter + at;

    private ref struct NormaliseBody<T> : IChannelBody, IStreams
        where T : unmanaged
    {
        public T* X;
        public T* Gamma;
        public T* Beta;
        public T* Y;
        public double Mean;
        public double InvStd;

        public bool Streams { get; set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            T* gamma = Gamma;
            T* beta = Beta;
            T* y = Y;
            bool streams = Streams;
            TLanes mean = TLanes.Create(Mean);
            TLanes invStd = TLanes.Create(InvStd);
            for (int i = from; i < to; i += TLanes.Count)
            {
                TLanes v = (TLanes.Load(x + i) - mean) * invStd;
                v = gamma == null ? v : v * TLanes.Load(gamma + i);
                v = beta == null ? v : v + TLanes.Load(beta + i);
                Streaming.Store(v, y + i, streams);
            }
        }
    }
}
