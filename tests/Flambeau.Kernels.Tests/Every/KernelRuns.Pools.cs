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
            MaxPool.Places<byte>(g, Taps(room, g, i => (byte)i), room.Take(new long[output]));
        },
        ["MaxPool.Places, int"] = (room, rows, n) =>
        {
            Pool2dGeometry g = Images(rows, n);
            MaxPool.Places<int>(g, Taps(room, g, i => i), room.Take(new long[2 * g.OutH * g.OutW * n]));
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

    private static Span<TTap> Taps<TTap>(GuardedRoom room, Pool2dGeometry g, Func<int, TTap> tap)
        where TTap : unmanaged =>
        room.Take(Enumerable.Range(0, g.N * g.OutH * g.OutW * g.C).Select(i => tap(i * 7 % (g.KH * g.KW))).ToArray());

    private static Pool2dGeometry Images(int rows, int channels) => new(2, channels, rows, Width, 3, 3, 2, 2, 1, 1);
}
