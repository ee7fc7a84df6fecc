namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private static Dictionary<string, KernelRun> Reductions => new()
    {
        ["Cumulative.Sum"] = (room, rows, n) => Cumulative.Sum<T>(rows, n, 1, room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Cumulative.Sum, columns"] = (room, rows, n) => Cumulative.Sum<T>(1, rows, n, room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Cumulative.Product"] = (room, rows, n) => Cumulative.Product<T>(rows, n, 1, room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Cumulative.Product, columns"] = (room, rows, n) => Cumulative.Product<T>(
            1, rows, n, room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Reduce.Run, sum"] = (room, rows, n) => ReduceEveryWay(room, rows, n, default(SumReducer<T>)),
        ["Reduce.Run, mean"] = (room, rows, n) => ReduceEveryWay(room, rows, n, default(MeanReducer<T>)),
        ["Reduce.Run, product"] = (room, rows, n) => ReduceEveryWay(room, rows, n, default(ProdReducer<T>)),
        ["Reduce.Run, norm"] = (room, rows, n) => ReduceEveryWay(room, rows, n, default(NormReducer<T>)),
        ["Reduce.Run, largest"] = (room, rows, n) => ReduceEveryWay(room, rows, n, default(MaxReducer<T>)),
        ["Reduce.Run, smallest"] = (room, rows, n) => ReduceEveryWay(room, rows, n, default(MinReducer<T>)),
        ["Reduce.Run, log of sums of exponentials"] = (room, rows, n) => ReduceEveryWay(room, rows, n, default(LogSumExpReducer<T>)),
        ["Reduce.Run, variance"] = (room, rows, n) => ReduceEveryWay(room, rows, n, new VarianceReducer<T>(1)),
        ["Reduce.Run, place of the largest"] = (room, rows, n) => Places(room, rows, n, default(ArgMaxReducer<T>)),
        ["Reduce.Run, place of the smallest"] = (room, rows, n) => Places(room, rows, n, default(ArgMinReducer<T>)),
        ["Reduce.Run, any"] = (room, rows, n) => Reduce.Run(
            [rows, n], room.Take(new bool[rows * n]), [n, 1], [false, true], default(AnyReducer), room.Take(new bool[rows])),
        ["Reduce.Run, all"] = (room, rows, n) => Reduce.Run(
            [rows, n], room.Take(Enumerable.Repeat(true, rows * n).ToArray()), [n, 1], [true, false], default(AllReducer), room.Take(new bool[n])),
    };

    private static void ReduceEveryWay<TReducer>(GuardedRoom room, int rows, int n, TReducer reducer)
        where TReducer : struct, IReducer<T, T>
    {
        Span<T> x = room.Random<T>(rows * n);
        Reduce.Run([rows * n], x, [1], [true], reducer, room.Out<T>(1));
        Reduce.Run([rows, n], x, [n, 1], [false, true], reducer, room.Out<T>(rows));
        Reduce.Run([rows, n], x, [n, 1], [true, false], reducer, room.Out<T>(n));
        Reduce.Run([rows, n], x, [1, rows], [false, true], reducer, room.Out<T>(rows));
    }

    private static void Places<TReducer>(GuardedRoom room, int rows, int n, TReducer reducer)
        where TReducer : struct, IReducer<T, long>
    {
        Span<T> x = room.Random<T>(rows * n);
        Reduce.Run([rows * n], x, [1], [true], reducer, room.Take(new long[1]));
        Reduce.Run([rows, n], x, [n, 1], [false, true], reducer, room.Take(new long[rows]));
        Reduce.Run([rows, n], x, [n, 1], [true, false], reducer, room.Take(new long[n]));
    }
}
