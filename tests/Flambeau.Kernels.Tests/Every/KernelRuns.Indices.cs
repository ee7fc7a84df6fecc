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
        ["Slices.Add, columns"] = (room, rows, n) => Slices.Add<T>(
            [n], Offsets(rows, n), room.Random<T>(rows * n), [1], new int[rows], room.Random<T>(n), [1], new SliceOrder()),
        ["Slices.Add, groups"] = (room, rows, n) => Slices.Add<T>(
            [], Offsets(rows * n, 1), room.Random<T>(rows * n), [], Folded(rows, n), room.Random<T>(rows * n), [], new SliceOrder(rows)),
        ["Slices.Add, runs"] = (room, rows, n) => Slices.Add<T>(
            [], Offsets(rows * n, 1), room.Random<T>(rows * n), [], [.. Offsets(rows * n, 1).Select(i => i % n)], room.Random<T>(n), [],
            new SliceOrder(1, n)),
        ["TableRows.Take"] = (room, rows, n) => TableRows.Take<T>(n, room.Random<T>(7 * n), Positions(rows), room.Out<T>(rows * n)),
        ["TableRows.Add"] = (room, rows, n) => TableRows.Add(n, room.Random<T>(rows * n), Positions(rows), -1, null, room.Random<T>(7 * n)),
        ["TableRows.Add, factors"] = (room, rows, n) => TableRows.Add(
            n, room.Random<T>(rows * n), Positions(rows), 3, Near.Random<T>(1, 7), room.Random<T>(7 * n)),
    };

    private static long[] Positions(int count) => [.. Enumerable.Range(0, count).Select(i => i * 5L % 7)];

    // Each row's elements go to the first half of the row, two or more to a place.
    private static int[] Folded(int rows, int n) => [.. Enumerable.Range(0, rows * n).Select(i => (i / n * n) + (i % n / 2))];

    private static int[] Offsets(int count, int distance, bool backwards = false) =>
        [.. Enumerable.Range(0, count).Select(i => (backwards ? count - 1 - i : i) * distance)];
}
