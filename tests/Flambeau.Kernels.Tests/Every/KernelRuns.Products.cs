namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private const int Depth = 70;

    private static Dictionary<string, KernelRun> Products => new()
    {
        ["Gemm.Multiply"] = (room, rows, n) => Multiply(room, rows, n, false, false),
        ["Gemm.Multiply, a transposed"] = (room, rows, n) => Multiply(room, rows, n, true, false),
        ["Gemm.Multiply, b transposed"] = (room, rows, n) => Multiply(room, rows, n, false, true),
        ["Gemm.Multiply, both transposed"] = (room, rows, n) => Multiply(room, rows, n, true, true),
        ["Gemm.Multiply, deep"] = (room, rows, n) => Gemm.Multiply<T>(
            rows, 9, n, room.Random<T>(rows * n), n, false, room.Random<T>(9 * n), 9, false, room.Out<T>(9 * rows), 9),
        ["Gemm.Multiply, packed"] = (room, rows, n) => Gemm.Multiply<T>(
            rows, room.Random<T>(rows * Depth), Depth, false, PackedMatrix<T>.Pack(Depth, n, room.Random<T>(Depth * n), n, false),
            room.Out<T>(rows * n), n, bias: room.Random<T>(n), activation: Activation.ReLU),
        ["Gemm.Multiply, packed from a transposed one"] = (room, rows, n) => Gemm.Multiply<T>(
            rows, room.Random<T>(rows * Depth), rows, true, PackedMatrix<T>.Pack(Depth, n, room.Random<T>(Depth * n), Depth, true),
            room.Random<T>(rows * n), n, accumulate: true),
        ["Gemm.MultiplyBatched"] = (room, rows, n) => Gemm.MultiplyBatched<T>(
            3, rows, n, 17, room.Random<T>(3 * rows * 17), rows * 17, 17, false,
            room.Random<T>(3 * n * 17), n * 17, n, false, room.Out<T>(3 * rows * n), rows * n, n),
        ["Gemm.MultiplyBatched, many"] = (room, rows, n) => Gemm.MultiplyBatched<T>(
            rows, 9, 11, n, room.Random<T>(rows * 9 * n), 9 * n, n, false,
            room.Random<T>(11 * n), 0, n, true, room.Out<T>(rows * 9 * 11), 9 * 11, 11),
    };

    private static void Multiply(GuardedRoom room, int rows, int n, bool transA, bool transB)
    {
        Span<T> a = room.Random<T>(rows * Depth), b = room.Random<T>(Depth * n), c = room.Random<T>(rows * n);
        Gemm.Multiply(
            rows, n, Depth, a, transA ? rows : Depth, transA, b, transB ? Depth : n, transB,
            c, n, accumulate: transA, bias: room.Random<T>(n), activation: Activation.ReLU);
    }
}
