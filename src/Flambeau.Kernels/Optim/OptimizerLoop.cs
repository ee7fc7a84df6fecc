using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Runs an optimiser's step over a whole parameter in one pass, with the widest vectors that <see cref="Isa"/> allows.</summary>
internal static unsafe class OptimizerLoop
{
    private const int Block = 8192;

    /// <summary>
    /// Updates <paramref name="parameter"/> and the state in place; state that the optimiser does not keep is empty.
    /// </summary>
    public static void Run<T, TStep>(
        TStep step, Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> a, Span<T> b = default, Span<T> c = default)
        where T : unmanaged
        where TStep : struct, IOptimizerStep
    {
        fixed (T* p = parameter, g = gradient, pa = a, pb = b, pc = c)
        {
            var update = new Update<T, TStep>(step, p, g, pa, pb, pc);
            if (parameter.Length <= 2 * Block)
            {
                Channels.For<T, Update<T, TStep>>(0, parameter.Length, ref update);
            }
            else
            {
                Parallel(update, parameter.Length);
            }
        }
    }

    private static void Parallel<T, TStep>(Update<T, TStep> update, int length)
        where T : unmanaged
        where TStep : struct, IOptimizerStep =>
        Workers.For((length + Block - 1) / Block, Block, (from, to) =>
        {
            Update<T, TStep> own = update;
            Channels.For<T, Update<T, TStep>>(from * Block, (int)Math.Min((long)to * Block, length), ref own);
        });

    private readonly struct Update<T, TStep>(TStep step, T* p, T* g, T* a, T* b, T* c) : IChannelBody
        where T : unmanaged
        where TStep : struct, IOptimizerStep
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
        public void Run<TLanes>(int from, int to)
            where TLanes : unmanaged, ILanes<TLanes>
        {
            TStep once = step;
            T* parameter = p, gradient = g, first = a, second = b, third = c;
            for (nint i = from; i < to; i += TLanes.Count)
            {
                once.Invoke<TLanes>(
                    parameter + i,
                    gradient + i,
                    first == null ? null : first + i,
                    second == null ? null : second + i,
                    third == null ? null : third + i);
            }
        }
    }
}
