using System.Numerics;

namespace Flambeau.Kernels;

/// <summary>Runs an optimiser's step over a whole parameter in one pass.</summary>
internal static unsafe class OptimizerLoop
{
    private const int Block = 8192;
    private const int Operands = 5;

    /// <summary>
    /// Updates <paramref name="parameter"/> and the state in place; state that the optimiser does not keep is empty.
    /// </summary>
    public static void Run<T, TStep>(
        TStep step, Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> a, Span<T> b = default, Span<T> c = default)
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T>
    {
        fixed (T* p = parameter, g = gradient, pa = a, pb = b, pc = c)
        {
            if (parameter.Length <= 2 * Block)
            {
                Range(step, 0, parameter.Length, p, g, pa, pb, pc);
            }
            else
            {
                Parallel(step, parameter.Length, p, g, pa, pb, pc);
            }
        }
    }

    private static void Parallel<T, TStep>(TStep step, int length, T* p, T* g, T* a, T* b, T* c)
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T> =>
        Workers.For((length + Block - 1) / Block, Block, (from, to) =>
            Range(step, from * Block, (int)Math.Min((long)to * Block, length), p, g, a, b, c));

    private static void Range<T, TStep>(TStep step, int from, int to, T* p, T* g, T* a, T* b, T* c)
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T>
    {
        int i = from;
        for (; i <= to - Vector<T>.Count; i += Vector<T>.Count)
        {
            step.Invoke(p + i, g + i, a == null ? null : a + i, b == null ? null : b + i, c == null ? null : c + i);
        }

        if (i < to)
        {
            Rest(step, i, to - i, p, g, a, b, c);
        }
    }

    // The last few go through a buffer of whole vectors, so that every formula is written once.
    private static void Rest<T, TStep>(TStep step, int at, int count, T* p, T* g, T* a, T* b, T* c)
        where T : unmanaged
        where TStep : struct, IOptimizerStep<T>
    {
        int width = Vector<T>.Count;
        T** operands = stackalloc T*[Operands] { p, g, a, b, c };
        T* buffer = stackalloc T[Operands * width];
        new Span<T>(buffer, Operands * width).Clear();
        for (int o = 0; o < Operands; o++)
        {
            if (operands[o] != null)
            {
                new ReadOnlySpan<T>(operands[o] + at, count).CopyTo(new Span<T>(buffer + o * width, count));
            }
        }

        step.Invoke(
            buffer,
            buffer + width,
            a == null ? null : buffer + 2 * width,
            b == null ? null : buffer + 3 * width,
            c == null ? null : buffer + 4 * width);
        for (int o = 0; o < Operands; o++)
        {
            if (operands[o] != null && o != 1)
            {
                new ReadOnlySpan<T>(buffer + o * width, count).CopyTo(new Span<T>(operands[o] + at, count));
            }
        }
    }
}
