using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>
/// An optimiser's step gives each element of a parameter what it gives the element alone; <see cref="OptimizerTests"/> has
/// the formulas.
/// </summary>
public class EveryElementTests
{
    [Theory]
    [MemberData(nameof(GuardedKernelTests.Sizes), MemberType = typeof(GuardedKernelTests))]
    public void Steps(int n)
    {
        Check<float, SgdStep>(n, 1, new(learningRate: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.01));
        Check<float, AdamStep>(n, 3, new(3, 0.1, 0.9, 0.999, 1e-8, 0.01, decoupled: true, maximize: false));
        Check<float, RmsPropStep>(n, 3, new(0.1, 0.9, 1, 0.05, 0.5, false));
        Check<float, AdagradStep>(n, 1, new(3, 0.1, 0.01, 1e-10, 0.05, false));
        Check<double, SgdStep>(n, 1, new(learningRate: 0.1, momentum: 0.9, nesterov: true, maximize: true));
        Check<double, AdamStep>(n, 2, new(3, 0.1, 0.9, 0.999, 1e-8, 0.01, decoupled: false, maximize: true));
        Check<double, RmsPropStep>(n, 1, new(0.1, 0.9, 1, 0.05, 0, true));
        Check<double, AdagradStep>(n, 1, new(1, 0.1, 0, 1e-10, 0, true));
    }

    private static void Check<T, TStep>(int n, int states, TStep step)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TStep : struct, IOptimizerStep
    {
        T[][] whole = Operands<T>(n, states), alone = Operands<T>(n, states);
        T[] before = [.. whole[0]];
        OptimizerLoop.Run<T, TStep>(step, whole[0], whole[1], whole[2], whole[3], whole[4]);
        for (int i = 0; i < n; i++)
        {
            OptimizerLoop.Run<T, TStep>(step, One(0), One(1), One(2), One(3), One(4));

            Span<T> One(int operand) => alone[operand].AsSpan(Math.Min(i, alone[operand].Length), Math.Min(1, alone[operand].Length));
        }

        Assert.Equal(alone, whole);
        Assert.All(before.Zip(whole[0]), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    // the parameter, its gradient, and states that are not negative
    private static T[][] Operands<T>(int n, int states)
        where T : INumber<T> =>
        [Near.Random<T>(1, n), Near.Random<T>(2, n), .. Enumerable.Range(0, 3).Select(s => s < states ? Near.Random<T>(3 + s, n, 0) : [])];
}
