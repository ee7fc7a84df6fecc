namespace Flambeau.Kernels.Tests;

internal static partial class KernelRuns<T>
{
    private static Dictionary<string, KernelRun> Steps => new()
    {
        ["OptimizerLoop.Run, SGD"] = (room, rows, n) => Step(
            room, rows * n, 1, new SgdStep(learningRate: 0.1, momentum: 0.9, weightDecay: 0.01, nesterov: true)),
        ["OptimizerLoop.Run, SGD without momentum"] = (room, rows, n) => Step(room, rows * n, 0, new SgdStep(learningRate: 0.1)),
        ["OptimizerLoop.Run, Adam"] = (room, rows, n) => Step(
            room, rows * n, 2, new AdamStep(1, 0.1, 0.9, 0.999, 1e-8, 0.01, decoupled: false, maximize: false)),
        ["OptimizerLoop.Run, AdamW with AMSGrad"] = (room, rows, n) => Step(
            room, rows * n, 3, new AdamStep(3, 0.1, 0.9, 0.999, 1e-8, 0.01, decoupled: true, maximize: true)),
        ["OptimizerLoop.Run, RMSprop"] = (room, rows, n) => Step(room, rows * n, 3, new RmsPropStep(0.1, 0.9, 1, 0.05, 0.5, false)),
        ["OptimizerLoop.Run, Adagrad"] = (room, rows, n) => Step(room, rows * n, 1, new AdagradStep(3, 0.1, 0.01, 1e-10, 0.05, false)),
    };

    private static void Step<TStep>(GuardedRoom room, int length, int states, TStep step)
        where TStep : struct, IOptimizerStep =>
        OptimizerLoop.Run<T, TStep>(
            step, room.Random<T>(length), room.Random<T>(length), State(room, states > 0, length), State(room, states > 1, length),
            State(room, states > 2, length));

    private static Span<T> State(GuardedRoom room, bool kept, int length) => kept ? room.Random<T>(length, 0) : [];
}
