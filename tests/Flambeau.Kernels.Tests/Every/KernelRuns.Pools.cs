namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private const int Width = 5;

    private static Dictionary<string, KernelRun> Pools => new()
    {
        ["MaxPool.Forward"] = (room, rows, n) =>
        {
            Pool2dGeometry g = Images(rows, n);
            int output = 2 * g.OutH * g.OutW * n;
            MaxPool.Forward<T, byte>(g, room.Random<T>(2 * rows * Width * n), room.Out<T>(output), room.Take(new byte[output]));
        },
        ["MaxPool.Forward, int"] = (room, rows, n) =>
        {
            Pool2dGeometry g = Images(rows, n);
            int output = 2 * g.OutH * g.OutW * n;
            MaxPool.Forward<T, int>(g, room.Random<T>(2 * rows * Width * n), room.Out<T>(output), room.Take(new int[output]));
        },
        ["MaxPool.Places"] = (room, rows, n) =>
        {
            Pool2dGeometry g = Images(rows, n);
            int output = 2 * g.OutH * g.OutW * n;
            MaxPool.Places<byte>(g, room.Take(new byte[output]), room.Take(new long[output]));
        },
        ["MaxPool.Backward"] = (room, rows, n) =>
        {
            Pool2dGeometry g = Images(rows, n);
            int output = 2 * g.OutH * g.OutW * n;
            Span<byte> taps = room.Take(new byte[output]);
            MaxPool.Forward<T, byte>(g, room.Random<T>(2 * rows * Width * n), room.Out<T>(output), taps);
            MaxPool.Backward<T, byte>(g, room.Random<T>(output), taps, room.Out<T>(2 * rows * Width * n));
        },
        ["AvgPool.Forward"] = (room, rows, n) => AvgPool.Forward<T>(
            2, n, Rows(rows), Columns, null, room.Random<T>(2 * rows * Width * n), room.Out<T>(2 * Rows(rows).Output * Columns.Output * n)),
        ["AvgPool.Backward"] = (room, rows, n) => AvgPool.Backward<T>(
            2, n, Rows(rows), Columns, null, room.Random<T>(2 * Rows(rows).Output * Columns.Output * n), room.Out<T>(2 * rows * Width * n)),
    };

    private static PoolAxis Columns => PoolAxis.Sliding(Width, 3, 2, 1, false, true);

    private static PoolAxis Rows(int rows) => PoolAxis.Adaptive(rows, Math.Min(rows, 4));

    private static Pool2dGeometry Images(int rows, int channels) => new(2, channels, rows, Width, 3, 3, 2, 2, 1, 1);
}
