namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private static Dictionary<string, KernelRun> RandomNumbers => new()
    {
        ["RandomFill.Uniform"] = (room, rows, n) =>
        {
            RandomFill.Uniform(Generator(), -1f, 2f, room.Out<float>(rows * n));
            RandomFill.Uniform(Generator(), -1.0, 2.0, room.Out<double>(rows * n));
        },
        ["RandomFill.Normal"] = (room, rows, n) =>
        {
            RandomFill.Normal(Generator(), 1f, 2f, room.Out<float>(rows * n));
            RandomFill.Normal(Generator(), 1.0, 2.0, room.Out<double>(rows * n));
        },
        ["RandomFill.Bernoulli"] = (room, rows, n) =>
        {
            RandomFill.Bernoulli(Generator(), 0.3, room.Out<T>(rows * n));
            RandomFill.Bernoulli(Generator(), room.Random<float>(rows * n, 0), room.Out<T>(rows * n));
            RandomFill.Bernoulli(Generator(), room.Random<double>(rows * n, 0), room.Out<T>(rows * n));
        },
        ["RandomFill.Integers"] = (room, rows, n) =>
        {
            RandomFill.Integers(Generator(), -5, 100, room.Take(new long[rows * n]));
            RandomFill.Integers(Generator(), -5, 0, room.Take(new long[rows * n]));
        },
        ["RandomFill.Permutation"] = (room, rows, n) => RandomFill.Permutation(Generator(), room.Take(new long[rows * n])),
    };

    private static Mt19937 Generator() => new(5);
}
