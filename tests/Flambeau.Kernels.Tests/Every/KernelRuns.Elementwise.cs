using System.Numerics;
using System.Numerics.Tensors;

namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private static Dictionary<string, KernelRun> Elementwise => new()
    {
        ["Strided.Unary"] = (room, rows, n) => Strided.Unary(
            [rows * n], room.Random<T>(rows * n), [1], default(Exp), room.Out<T>(rows * n), [1]),
        ["Strided.Unary, transposed"] = (room, rows, n) => Strided.Unary(
            [rows, n], room.Random<T>(rows * n), [1, rows], default(Exp), room.Out<T>(rows * n), [n, 1]),
        ["Strided.Binary"] = (room, rows, n) => Strided.Binary(
            [rows, n], room.Random<T>(rows * n), [n, 1], room.Random<T>(n), [0, 1], default(Subtract), room.Out<T>(rows * n), [n, 1]),
        ["Strided.Binary, transposed"] = (room, rows, n) => Strided.Binary(
            [rows, n], room.Random<T>(rows * n), [1, rows], room.Random<T>(rows), [1, 0], default(Subtract), room.Out<T>(rows * n), [n, 1]),
        ["Strided.Ternary"] = (room, rows, n) => Strided.Ternary<T, T, T, T, Mix>(
            [rows, n], room.Random<T>(rows * n), [n, 1], room.Random<T>(n), [0, 1], room.Random<T>(rows * n), [1, rows],
            default, room.Out<T>(rows * n), [n, 1]),
        ["Strided.Unary, to bool"] = (room, rows, n) => Strided.Unary(
            [rows * n], room.Random<T>(rows * n), [1], default(CastKernel<T, bool>), room.Take(new bool[rows * n]), [1]),
        ["Strided.Binary, relation"] = (room, rows, n) => Strided.Binary(
            [rows * n], room.Random<T>(rows * n), [1], room.Random<T>(rows * n), [1], default(RelationKernel<Relations.Less, T>),
            room.Take(new bool[rows * n]), [1]),
        ["Strided.Binary, relation to one number"] = (room, rows, n) => Strided.Binary(
            [rows * n], room.Random<T>(rows * n), [1], room.Random<T>(1), [0], default(RelationKernel<Relations.Less, T>),
            room.Take(new bool[rows * n]), [1]),
        ["Strided.Ternary, selection"] = (room, rows, n) =>
        {
            Select<long>(room, rows * n, streams: false);
            Select<int>(room, rows * n, streams: false);
            Select<short>(room, rows * n, streams: false);
            Select<byte>(room, rows * n, streams: false);
        },
        ["Strided.Ternary, selection past the caches"] = (room, rows, n) =>
        {
            Select<long>(room, rows * n, streams: true);
            Select<int>(room, rows * n, streams: true);
        },
        ["Strided.Copy"] = (room, rows, n) => Strided.Copy<T>(
            [rows, n], room.Random<T>(rows * n), [1, rows], room.Out<T>(rows * n), [n, 1]),
        ["Strided.Copy, planes"] = (room, rows, n) => Strided.Copy<T>(
            [2, rows, n], room.Random<T>(2 * rows * n), [rows * n, n, 1], room.Out<T>(2 * rows * n), [rows * n, 1, rows]),
        ["Strided.Fill"] = (room, rows, n) => Strided.Fill([rows, n], T.One, room.Out<T>(rows * n), [1, rows]),
        ["Zeros.Write"] = (room, rows, n) => Zeros.Write(room.Out<T>(rows * n)),
        ["VectorLoop.Run"] = (room, rows, n) => VectorLoop.Run<T, Square>(
            default, room.Random<T>(rows * n), room.Out<T>(rows * n), streams: false),
        ["VectorLoop.Run, past the caches"] = (room, rows, n) => VectorLoop.Run<T, Square>(
            default, room.Random<T>(rows * n), room.Out<T>(rows * n), streams: true),
        ["VectorLoop.RunGradient"] = (room, rows, n) => VectorLoop.RunGradient<T, SquareGradient>(
            default, room.Random<T>(rows * n), room.Random<T>(rows * n), room.Out<T>(rows * n), streams: false),
        ["VectorLoop.RunPair"] = (room, rows, n) => VectorLoop.RunPair<T, Weighted>(
            default, room.Random<T>(rows * n), room.Random<T>(rows * n), room.Out<T>(rows * n), streams: true),
        ["Arithmetic.Add"] = (room, rows, n) => Arithmetic.Add<T>(room.Random<T>(rows * n), room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Arithmetic.Subtract"] = (room, rows, n) => Arithmetic.Subtract<T>(room.Random<T>(rows * n), room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Arithmetic.Multiply"] = (room, rows, n) => Arithmetic.Multiply<T>(room.Random<T>(rows * n), room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Arithmetic.Divide"] = (room, rows, n) => Arithmetic.Divide<T>(room.Random<T>(rows * n), room.Random<T>(rows * n), room.Out<T>(rows * n)),
    };

    private static void Select<TElement>(GuardedRoom room, int count, bool streams)
        where TElement : unmanaged, IBinaryInteger<TElement> => Strided.Ternary(
            [count], room.Take([.. Enumerable.Range(0, count).Select(i => i % 3 == 0)]), [1], room.Random<TElement>(count, 0), [1],
            room.Random<TElement>(count, 0), [1], new SelectKernel<TElement>(streams), room.Take(new TElement[count]), [1]);

    private readonly struct Exp : IUnaryKernel<T, T>
    {
        public void Invoke(ReadOnlySpan<T> x, Span<T> y) => TensorPrimitives.Exp(x, y);
    }

    private readonly struct Subtract : IBinaryKernel<T, T>
    {
        public void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> d) => TensorPrimitives.Subtract(x, y, d);

        public void Invoke(ReadOnlySpan<T> x, T y, Span<T> d) => TensorPrimitives.Subtract(x, y, d);

        public void Invoke(T x, ReadOnlySpan<T> y, Span<T> d) => TensorPrimitives.Subtract(x, y, d);
    }

    private readonly struct Mix : ITernaryKernel<T, T, T, T>
    {
        public bool Streams => false;

        public void Invoke(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> d) =>
            TensorPrimitives.MultiplyAddEstimate(x, y, z, d);
    }

    private readonly struct Square : IVectorFunction
    {
        public TLanes Of<TLanes>(TLanes x)
            where TLanes : unmanaged, ILanes<TLanes> => x * x;
    }

    private readonly struct SquareGradient : IVectorGradient
    {
        public TLanes Gradient<TLanes>(TLanes gradOutput, TLanes saved)
            where TLanes : unmanaged, ILanes<TLanes> => gradOutput * (saved + saved);
    }

    private readonly struct Weighted : IVectorPair
    {
        public TLanes Of<TLanes>(TLanes x, TLanes y)
            where TLanes : unmanaged, ILanes<TLanes> => x - (y * TLanes.Create(3f));
    }
}
