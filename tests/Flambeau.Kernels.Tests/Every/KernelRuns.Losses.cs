namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private const long Ignored = -100;

    private static Dictionary<string, KernelRun> Losses => new()
    {
        ["Softmax.Forward"] = (room, rows, n) => Softmax.Forward<T>(rows, n, room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Softmax.LogForward"] = (room, rows, n) => Softmax.LogForward<T>(rows, n, room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Softmax.Backward"] = (room, rows, n) => Softmax.Backward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["Softmax.LogBackward"] = (room, rows, n) => Softmax.LogBackward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n), room.Out<T>(rows * n)),
        ["CrossEntropy.Forward"] = (room, rows, n) => CrossEntropy.Forward<T>(
            rows, n, room.Random<T>(rows * n), Targets(room, rows, n), [], Ignored, 0, room.Out<T>(rows), room.Out<T>(rows)),
        ["CrossEntropy.Forward, weights and smoothing"] = (room, rows, n) => CrossEntropy.Forward<T>(
            rows, n, room.Random<T>(rows * n), Targets(room, rows, n), room.Random<T>(n), Ignored, 0.1, room.Out<T>(rows), room.Out<T>(rows)),
        ["CrossEntropy.Backward"] = (room, rows, n) => CrossEntropy.Backward<T>(
            rows, n, room.Random<T>(rows * n), Targets(room, rows, n), [], Ignored, 0, room.Random<T>(rows), room.Random<T>(1), room.Out<T>(rows * n)),
        ["CrossEntropy.Backward, weights and smoothing"] = (room, rows, n) => CrossEntropy.Backward<T>(
            rows, n, room.Random<T>(rows * n), Targets(room, rows, n), room.Random<T>(n), Ignored, 0.1,
            room.Random<T>(rows), room.Random<T>(rows), room.Out<T>(rows * n)),
        ["CrossEntropy.TotalWeight"] = (room, rows, n) =>
            room.Out<double>(1)[0] = CrossEntropy.TotalWeight<T>(Targets(room, rows, n), room.Random<T>(n), Ignored),
        ["ProbabilityCrossEntropy.Forward"] = (room, rows, n) => ProbabilityCrossEntropy.Forward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n, 0), room.Random<T>(n), 0.1,
            room.Out<T>(rows), room.Out<T>(rows), room.Out<T>(rows)),
        ["ProbabilityCrossEntropy.Forward, no weights"] = (room, rows, n) => ProbabilityCrossEntropy.Forward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n, 0), [], 0, room.Out<T>(rows), room.Out<T>(rows), room.Out<T>(rows)),
        ["ProbabilityCrossEntropy.Backward"] = (room, rows, n) => ProbabilityCrossEntropy.Backward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n, 0), room.Random<T>(n), 0.1,
            room.Random<T>(rows), room.Random<T>(rows), room.Random<T>(rows), room.Out<T>(rows * n)),
        ["NllLoss.Forward"] = (room, rows, n) => NllLoss.Forward<T>(
            rows, n, room.Random<T>(rows * n), Targets(room, rows, n), room.Random<T>(n), Ignored, room.Out<T>(rows)),
        ["NllLoss.Backward"] = (room, rows, n) => NllLoss.Backward<T>(
            rows, n, Targets(room, rows, n), room.Random<T>(n), Ignored, room.Random<T>(rows), room.Out<T>(rows * n)),
        ["NllLoss.Forward, no weights"] = (room, rows, n) => NllLoss.Forward<T>(
            rows, n, room.Random<T>(rows * n), Targets(room, rows, n), [], Ignored, room.Out<T>(rows)),
        ["NllLoss.Backward, one gradient"] = (room, rows, n) => NllLoss.Backward<T>(
            rows, n, Targets(room, rows, n), [], Ignored, room.Random<T>(1), room.Out<T>(rows * n)),
    };

    private static Span<long> Targets(GuardedRoom room, int rows, int classes) =>
        room.Take(Enumerable.Range(0, rows).Select(row => row % 5 == 4 ? Ignored : (long)row * 37 % classes).ToArray());
}
