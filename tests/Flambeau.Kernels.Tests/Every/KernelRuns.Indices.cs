namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private static Dictionary<string, KernelRun> Indices => new()
    {
        ["Sorting.Rows"] = (room, rows, n) => Sorting.Rows<T>(
            rows, n, room.Random<T>(rows * n), true, room.Out<T>(rows * n), room.Take(new long[rows * n])),
        ["Sorting.TopK"] = (room, rows, n) => Sorting.TopK<T>(
            rows, n, (n + 1) / 2, room.Random<T>(rows * n), false, room.Out<T>(rows * ((n + 1) / 2)), room.Take(new long[rows * ((n + 1) / 2)])),
        ["Slices.Copy"] = (room, rows, n) => Slices.Copy<T>(
            [n], Offsets(rows, n, backwards: true), room.Random<T>(rows * n), [1], Offsets(rows, n), true, room.Out<T>(rows * n), [1]),
        ["Slices.Copy, columns"] = (room, rows, n) => Slices.Copy<T>(
            [n], Offsets(rows, 1), room.Random<T>(rows * n), [rows], Offsets(rows, n), true, room.Out<T>(rows * n), [1]),
        ["Slices.Copy, overlapping"] = (room, rows, n) => Slices.Copy<T>(
            [n], Offsets(rows, n), room.Random<T>(rows * n), [1], new int[rows], false, room.Out<T>(n), [1]),
        ["Slices.Add"] = (room, rows, n) => Slices.Add<T>(
            [n], Offsets(rows, n), room.Random<T>(rows * n), [1], new int[rows], room.Random<T>(n), [1]),
    };

    private static int[] Offsets(int count, int distance, bool backwards = false) =>
        [.. Enumerable.Range(0, count).Select(i => (backwards ? count - 1 - i : i) * distance)];
}
