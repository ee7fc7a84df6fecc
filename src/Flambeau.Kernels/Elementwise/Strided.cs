using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// The only strided elementwise loops of the library. Strides are in elements, never negative, 0 repeats an element;
/// the first element of a span is the operand's element [0, 0, ...]. A destination may be one of the sources.
/// </summary>
/// <remarks>
/// Work is cut at fixed positions, so that no element's arithmetic depends on the number of threads.
/// </remarks>
internal static unsafe partial class Strided
{
    // Fixed cuts: a block per work item of a thread, a chunk per gathered buffer; a block is whole chunks.
    private const int Block = 4096;
    private const int Chunk = 512;

    // A shorter innermost loop is cheaper gathered into a buffer than run by run.
    private const int ShortRun = 24;

    // Below this many elements no closure is made and no thread is woken.
    private const int SmallTotal = 32768;

    /// <summary>Applies a one-operand kernel to every element: <c>y = op(x)</c>.</summary>
    public static void Unary<TIn, TOut, TOp>(
        ReadOnlySpan<int> sizes,
        ReadOnlySpan<TIn> x,
        ReadOnlySpan<int> xStrides,
        TOp op,
        Span<TOut> y,
        ReadOnlySpan<int> yStrides)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IUnaryKernel<TIn, TOut>
    {
        StridedPlan plan = StridedPlan.Create(sizes, yStrides, xStrides);
        if (plan.Total == 0)
        {
            return;
        }

        fixed (TIn* px = x)
        fixed (TOut* py = y)
        {
            if (plan.Total < SmallTotal)
            {
                UnaryRange(in plan, px, op, py, 0, plan.Total);
            }
            else
            {
                UnaryParallel(plan, px, op, py);
            }
        }
    }

    private static void UnaryParallel<TIn, TOut, TOp>(StridedPlan plan, TIn* x, TOp op, TOut* y)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IUnaryKernel<TIn, TOut> =>
        ForBlocks(plan.Total, (from, to) => UnaryRange(in plan, x, op, y, from, to));

    [SkipLocalsInit]
    private static void UnaryRange<TIn, TOut, TOp>(in StridedPlan plan, TIn* x, TOp op, TOut* y, int from, int to)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IUnaryKernel<TIn, TOut>
    {
        bool runs = plan.InnerStride(0) == 1 && plan.InnerStride(1) == 1;
        if (runs && plan.Rank == 1)
        {
            op.Invoke(new ReadOnlySpan<TIn>(x + from, to - from), new Span<TOut>(y + from, to - from));
        }
        else if (runs && plan.Inner >= ShortRun)
        {
            UnaryRuns(in plan, x, op, y, from, to);
        }
        else
        {
            TIn* xBuffer = stackalloc TIn[Chunk];
            TOut* yBuffer = stackalloc TOut[Chunk];
            var source = new Operand<TIn>(in plan, 1, x, xBuffer, from);
            var target = new Target<TOut>(in plan, y, yBuffer, from);
            for (int at = from; at < to; at += Chunk)
            {
                int count = Math.Min(Chunk, to - at);
                op.Invoke(source.Next(count), target.Next(count));
                target.Store();
            }
        }
    }

    private static void UnaryRuns<TIn, TOut, TOp>(in StridedPlan plan, TIn* x, TOp op, TOut* y, int from, int to)
        where TIn : unmanaged
        where TOut : unmanaged
        where TOp : struct, IUnaryKernel<TIn, TOut>
    {
        var xWalk = new StridedWalker(in plan, 1, from);
        var yWalk = new StridedWalker(in plan, 0, from);
        for (int at = from; at < to;)
        {
            int run = RunLength(yWalk.Left, at, to);
            op.Invoke(new ReadOnlySpan<TIn>(x + xWalk.Offset, run), new Span<TOut>(y + yWalk.Offset, run));
            xWalk.Advance(run);
            yWalk.Advance(run);
            at += run;
        }
    }

    // A run ends with the innermost loop or at a fixed cut, wherever the thread's own range ends.
    private static int RunLength(int left, int at, int to) => Math.Min(Math.Min(left, to - at), Block - at % Block);

    private static void ForBlocks(int total, Action<int, int> range)
    {
        int blocks = (int)(((long)total + Block - 1) / Block);
        Workers.For(blocks, Block, (from, to) => range(from * Block, (int)Math.Min((long)to * Block, total)));
    }

    /// <summary>A source operand as contiguous chunks: in place when dense, else gathered into a buffer.</summary>
    private unsafe ref struct Operand<T>
        where T : unmanaged
    {
        private readonly T* _source;
        private readonly T* _buffer;
        private readonly bool _dense;
        private readonly bool _constant;
        private StridedWalker _walker;
        private int _at;

        public Operand(ref readonly StridedPlan plan, int operand, T* source, T* buffer, int from)
        {
            _source = source;
            _buffer = buffer;
            _dense = plan.IsDense(operand);
            _constant = plan.IsConstant(operand);
            _walker = new StridedWalker(in plan, operand, from);
            _at = from;
            if (_constant)
            {
                new Span<T>(buffer, Chunk).Fill(*source);
            }
        }

        public ReadOnlySpan<T> Next(int count)
        {
            Debug.Assert(count <= Chunk);
            T* next = _dense ? _source + _at : _buffer;
            if (!_dense && !_constant)
            {
                _walker.Gather(_source, new Span<T>(_buffer, count));
            }

            _at += count;
            return new ReadOnlySpan<T>(next, count);
        }
    }

    /// <summary>The destination as contiguous chunks: in place when dense, else a buffer that is scattered.</summary>
    private unsafe ref struct Target<T>
        where T : unmanaged
    {
        private readonly T* _destination;
        private readonly T* _buffer;
        private readonly bool _dense;
        private StridedWalker _walker;
        private int _at;
        private int _count;

        public Target(ref readonly StridedPlan plan, T* destination, T* buffer, int from)
        {
            _destination = destination;
            _buffer = buffer;
            _dense = plan.IsDense(0);
            _walker = new StridedWalker(in plan, 0, from);
            _at = from;
        }

        public Span<T> Next(int count)
        {
            T* next = _dense ? _destination + _at : _buffer;
            _at += count;
            _count = count;
            return new Span<T>(next, count);
        }

        public void Store()
        {
            if (!_dense)
            {
                _walker.Scatter(new ReadOnlySpan<T>(_buffer, _count), _destination);
            }
        }
    }
}
