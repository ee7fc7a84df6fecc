namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private const double Eps = 1e-5;

    private static Dictionary<string, KernelRun> BatchNorms => new()
    {
        ["BatchNorm.Statistics"] = (room, rows, n) => BatchNorm.Statistics<T>(
            rows, n, room.Random<T>(rows * n), room.Out<double>(n), room.Out<T>(n)),
        ["BatchNorm.UpdateRunning"] = (room, rows, n) => BatchNorm.UpdateRunning<T>(
            rows, 0.1, room.Random<double>(n), room.Random<T>(n), room.Random<T>(n), room.Random<T>(n)),
        ["BatchNorm.InverseDeviation"] = (room, _, n) => BatchNorm.InverseDeviation<T>(room.Random<T>(n, 0), Eps, room.Out<T>(n)),
        ["BatchNorm.ScaleAndShift"] = (room, _, n) => BatchNorm.ScaleAndShift<T>(
            room.Random<T>(n), room.Random<T>(n), room.Random<T>(n), room.Random<T>(n), room.Out<T>(n), room.Out<T>(n)),
        ["BatchNorm.Apply"] = (room, rows, n) => BatchNorm.Apply<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(n), room.Random<T>(n), [], Activation.None, room.Out<T>(rows * n)),
        ["BatchNorm.Apply, residual and ReLU"] = (room, rows, n) => BatchNorm.Apply<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(n), room.Random<T>(n), room.Random<T>(rows * n), Activation.ReLU, room.Out<T>(rows * n)),
        ["BatchNorm.Backward"] = (room, rows, n) => BatchNorm.Backward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n), default, room.Random<double>(n), room.Random<T>(n), room.Random<T>(n),
            room.Out<T>(rows * n), room.Out<T>(n), room.Out<T>(n)),
        ["BatchNorm.Backward, residual and ReLU"] = (room, rows, n) => BatchNorm.Backward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n), PassedValues<T>.Of(Activation.ReLU, room.Random<T>(rows * n)), room.Random<double>(n),
            room.Random<T>(n), room.Random<T>(n), room.Out<T>(rows * n), room.Out<T>(n), room.Out<T>(n), room.Out<T>(rows * n)),
        ["BatchNorm.Backward, ReLU6 of the input"] = (room, rows, n) => BatchNorm.Backward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n),
            PassedValues<T>.FromInput(Activation.ReLU6, room.Random<T>(n), room.Random<T>(n)), room.Random<double>(n), room.Random<T>(n),
            room.Random<T>(n), room.Out<T>(rows * n), room.Out<T>(n), room.Out<T>(n)),
        ["BatchNorm.BackwardFixed"] = (room, rows, n) => BatchNorm.BackwardFixed<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n), PassedValues<T>.Of(Activation.ReLU, room.Random<T>(rows * n)),
            room.Random<double>(n), room.Random<T>(n), room.Random<T>(n), room.Out<T>(rows * n), room.Out<T>(n), room.Out<T>(n)),
        ["BatchNorm.BackwardApply"] = (room, rows, n) => BatchNorm.BackwardApply<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n), room.Random<T>(n), room.Random<T>(3 * n), room.Out<T>(rows * n)),
        ["ColumnPairSums.Run"] = (room, rows, n) => ColumnPairSums.Run<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n), PassedValues<T>.Of(Activation.ReLU, room.Random<T>(rows * n)),
            room.Out<double>(n), room.Out<double>(n)),
    };

    private static Dictionary<string, KernelRun> OtherNorms => new()
    {
        ["LayerNorm.Forward"] = (room, rows, n) => LayerNorm.Forward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(n), room.Random<T>(n), Eps, room.Out<T>(rows * n), room.Out<T>(rows), room.Out<T>(rows)),
        ["LayerNorm.Forward, no parameters"] = (room, rows, n) => LayerNorm.Forward<T>(
            rows, n, room.Random<T>(rows * n), [], [], Eps, room.Out<T>(rows * n), room.Out<T>(rows), room.Out<T>(rows)),
        ["LayerNorm.Backward"] = (room, rows, n) => LayerNorm.Backward<T>(
            rows, n, room.Random<T>(rows * n), room.Random<T>(rows * n), room.Random<T>(rows), room.Random<T>(rows), room.Random<T>(n),
            room.Out<T>(rows * n), room.Out<T>(n), room.Out<T>(n)),
        ["GroupNorm.Forward"] = (room, rows, n) => GroupNorm.Forward<T>(
            2, rows, 3 * n, 3, room.Random<T>(6 * rows * n), room.Random<T>(3 * n), room.Random<T>(3 * n), Eps,
            room.Out<T>(6 * rows * n), room.Out<double>(6), room.Out<T>(6)),
        ["GroupNorm.Backward"] = (room, rows, n) => GroupNorm.Backward<T>(
            2, rows, 3 * n, 3, room.Random<T>(6 * rows * n), room.Random<T>(6 * rows * n), room.Random<double>(6), room.Random<T>(6),
            room.Random<T>(3 * n), room.Out<T>(6 * rows * n), room.Out<T>(3 * n), room.Out<T>(3 * n)),
    };
}
