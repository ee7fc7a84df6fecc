using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>What the gradients of cross-entropies share: a softmax less its targets, in one walk along the row.</summary>
internal static unsafe class SoftmaxGradient
{
    /// <summary>Writes <c>scale exp(x - logSumExp) - share targets</c>.</summary>
    public static void Run<T, TTargets>(
        int classes, T* x, double logSumExp, double scale, TTargets targets, double share, T* dx)
        where T : unmanaged
        where TTargets : struct, ITargets
    {
        var body = new Body<T, TTargets> { X = x, Targets = targets, Target = dx, Shift = logSumExp, Scale = scale, Share = share };
        Channels.For<T, Body<T, TTargets>>(0, classes, ref body);
    }

    private ref struct Body<T, TTargets> : IChannelBody
        where T : unmanaged
        where TTargets : struct, ITargets
    {
        public T* X;
        public TTargets Targets;
        public T* Target;
        public double Shift;
        public double Scale;
        public double Share;

        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public readonly void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            T* x = X;
            T* target = Target;
            TTargets targets = Targets;
            TLanes shift = TLanes.Create(Shift);
            TLanes scale = TLanes.Create(Scale);
            TLanes share = TLanes.Create(Share);
            for (int i = from; i < to; i += TLanes.Count)
            {
                TLanes power = TLanes.Exp(TLanes.Load(x + i) - shift);
                (power * scale - targets.At<TLanes>(i) * share).Store(target + i);
            }
        }
    }
}
