using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class RelationKernelTests
{
    // A few edges of every type; as many values as no vector has lanes, so that every lane meets each of them.
    private static readonly double[] s_values =
        [0, 1, -1, 2.5, -2.5, 127, -128, 255, 1e6, -1e6, double.NaN, double.PositiveInfinity, double.NegativeInfinity, -0.0, double.Epsilon];

    [Theory]
    [MemberData(nameof(GuardedKernelTests.Sizes), MemberType = typeof(GuardedKernelTests))]
    public void Each_pair_gives_what_its_numbers_give(int n)
    {
        Check<float>(n);
        Check<double>(n);
        Check<long>(n);
        Check<int>(n);
        Check<short>(n);
        Check<sbyte>(n);
        Check<byte>(n);
    }

    [Theory]
    [MemberData(nameof(GuardedKernelTests.Sizes), MemberType = typeof(GuardedKernelTests))]
    public void Questions_about_numbers_are_relations_to_infinity(int n)
    {
        CheckQuestions<float>(n);
        CheckQuestions<double>(n);
    }

    private static void Check<T>(int n)
        where T : unmanaged, INumber<T>
    {
        Check<Relations.Equal, T>(n, (x, y) => x == y);
        Check<Relations.NotEqual, T>(n, (x, y) => x != y);
        Check<Relations.Less, T>(n, (x, y) => x < y);
        Check<Relations.LessOrEqual, T>(n, (x, y) => x <= y);
        Check<Relations.Greater, T>(n, (x, y) => x > y);
        Check<Relations.GreaterOrEqual, T>(n, (x, y) => x >= y);
    }

    private static void Check<TRelation, T>(int n, Func<T, T, bool> expected)
        where TRelation : struct, IRelation
        where T : unmanaged, INumber<T>
    {
        var kernel = default(RelationKernel<TRelation, T>);
        T[] x = Values<T>(n), d = Values<T>(s_values.Length);
        for (int shift = 0; shift < s_values.Length; shift++)
        {
            T[] y = [.. Enumerable.Range(0, n).Select(i => d[(i + shift) % d.Length])];
            T one = d[shift];
            Check([.. x.Zip(y, expected)], to => kernel.Invoke(x, y, to));
            Check([.. x.Select(value => expected(value, one))], to => kernel.Invoke(x, one, to));
            Check([.. x.Select(value => expected(one, value))], to => kernel.Invoke(one, x, to));
        }
    }

    private static void CheckQuestions<T>(int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        T[] x = Values<T>(n);
        Check([.. x.Select(T.IsNaN)], to => default(RelationKernel<Relations.Unordered, T>).Invoke(x, T.PositiveInfinity, to));
        Check([.. x.Select(T.IsInfinity)], to => default(RelationKernel<Relations.MagnitudeEqual, T>).Invoke(x, T.PositiveInfinity, to));
        Check([.. x.Select(T.IsFinite)], to => default(RelationKernel<Relations.MagnitudeLess, T>).Invoke(x, T.PositiveInfinity, to));
    }

    private static void Check(bool[] expected, Action<bool[]> kernel)
    {
        bool[] actual = [.. expected.Select(value => !value)];
        kernel(actual);
        Assert.Equal(expected, actual);
    }

    private static T[] Values<T>(int n)
        where T : INumber<T> => [.. Enumerable.Range(0, n).Select(i => T.CreateTruncating(s_values[i % s_values.Length]))];
}
