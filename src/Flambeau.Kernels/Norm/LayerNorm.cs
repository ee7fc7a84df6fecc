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
        Workers.For(rows, 2L * features, (from, to) =>
        {
            for (int row = from; row < to; row++)
            {
                T* source = x + (nint)row * features;
                T m = T.CreateTruncating(RowSums.Sum(features, source) / features);
                Prefetch.NextRow(source, features);
                double centre = double.CreateTruncating(m);
                double variance = RowSums.SquaredDeviations(features, source, centre) / features;
                T inv = T.CreateTruncating(1 / Math.Sqrt(variance + eps));
                var normalise = new NormaliseBody<T>
                {
                    X = source,
                    Gamma = gamma,
                    Beta = beta,
                    Y = y + (nint)row * features,
                    Mean = centre,
                    InvStd = double.CreateTruncating(inv),
                    Streams = streams,
                };
                Streaming.For(features, normalise.Y, ref normalise);
                (mean[row], invStd[row]) = (m, inv);
            }

            Streaming.Fence();
        });
    }

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
