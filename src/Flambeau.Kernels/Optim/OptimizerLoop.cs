using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Runs an optimiser's step over a whole parameter in one pass, with the widest vectors that <see cref="Isa"/> allows.</summary>
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
        where TStep : struct, IOptimizerStep
    {
        fixed (T* p = parameter, g = gradient, pa = a, pb = b, pc = c)
        {
            var values = new Values<T>(p, g, pa, pb, pc);
            if (parameter.Length <= 2 * Block)
            {
                Range(step, values, parameter.Length);
            }
            else
            {
                Parallel(step, values, parameter.Length);
            }
        }
    }

    private static void Parallel<T, TStep>(TStep step, Values<T> values, int length)
        where T : unmanaged
        where TStep : struct, IOptimizerStep =>
        Workers.For((length + Block - 1) / Block, Block, (from, to) =>
            Range(step, values.From(from * Block), (int)Math.Min((long)to * Block, length) - (from * Block)));

    private static void Range<T, TStep>(TStep step, Values<T> values, int count)
        where T : unmanaged
        where TStep : struct, IOptimizerStep
    {
        if (typeof(T) == typeof(float))
        {
            Range<T, TStep, Lanes512, Lanes256, Lanes128, Lanes1>(step, values, count);
        }
        else
        {
            Range<T, TStep, DoubleLanes512, DoubleLanes256, DoubleLanes128, DoubleLanes1>(step, values, count);
        }
    }

    private static void Range<T, TStep, T512, T256, T128, T1>(TStep step, Values<T> values, int count)
        where T : unmanaged
        where TStep : struct, IOptimizerStep
        where T512 : unmanaged, ILanes<T512>
        where T256 : unmanaged, ILanes<T256>
        where T128 : unmanaged, ILanes<T128>
        where T1 : unmanaged, ILanes<T1>
    {
        if (Isa.Use512)
        {
            Loop<T, TStep, T512>(step, values, count);
        }
        else if (Isa.Use256)
        {
            Loop<T, TStep, T256>(step, values, count);
        }
        else if (Isa.Use128)
        {
            Loop<T, TStep, T128>(step, values, count);
        }
        else
        {
            Loop<T, TStep, T1>(step, values, count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Loop<T, TStep, TLanes>(TStep step, Values<T> values, int count)
        where T : unmanaged
        where TStep : struct, IOptimizerStep
        where TLanes : unmanaged, ILanes<TLanes>
    {
        T* p = values.P, g = values.G, a = values.A, b = values.B, c = values.C;
        nint i = 0;
        for (; i <= count - TLanes.Count; i += TLanes.Count)
        {
            step.Invoke<TLanes>(p + i, g + i, a == null ? null : a + i, b == null ? null : b + i, c == null ? null : c + i);
        }

        if (i < count)
        {
            Rest<T, TStep, TLanes>(step, values.From(i), count - (int)i);
        }
    }

    // The last few go through a buffer of whole vectors, so that every formula is written once.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Rest<T, TStep, TLanes>(TStep step, Values<T> values, int count)
        where T : unmanaged
        where TStep : struct, IOptimizerStep
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int width = TLanes.Count;
        T** operands = stackalloc T*[Operands] { values.P, values.G, values.A, values.B, values.C };
        T* buffer = stackalloc T[Operands * width];
        new Span<T>(buffer, Operands * width).Clear();
        for (int o = 0; o < Operands; o++)
        {
            if (operands[o] != null)
            {
                new ReadOnlySpan<T>(operands[o], count).CopyTo(new Span<T>(buffer + (o * width), count));
            }
        }

        step.Invoke<TLanes>(
            buffer,
            buffer + width,
            values.A == null ? null : buffer + (2 * width),
            values.B == null ? null : buffer + (3 * width),
            values.C == null ? null : buffer + (4 * width));
        for (int o = 0; o < Operands; o++)
        {
            if (operands[o] != null && o != 1)
            {
                new ReadOnlySpan<T>(buffer + (o * width), count).CopyTo(new Span<T>(operands[o], count));
            }
        }
    }

    /// <summary>Parameters, gradients and state from some element on.</summary>
    private readonly struct Values<T>(T* p, T* g, T* a, T* b, T* c)
        where T : unmanaged
    {
        public T* P => p;

        public T* G => g;

        public T* A => a;

        public T* B => b;

        public T* C => c;

        public Values<T> From(nint index) =>
            new(p + index, g + index, a == null ? null : a + index, b == null ? null : b + index, c == null ? null : c + index);
    }
}
