using System.Numerics;

namespace Flambeau.Kernels.Tests;

public class ArithmeticTests
{
    [Theory]
    [MemberData(nameof(GuardedKernelTests.Sizes), MemberType = typeof(GuardedKernelTests))]
    public void Each_pair_gives_what_its_numbers_give(int n)
    {
        Check<float>(n);
        Check<double>(n);
        Check<int>(n);
        Check<long>(n);
        Check<byte>(n);
        Check<Half>(n);
    }

    private static void Check<T>(int n)
        where T : unmanaged, INumber<T>
    {
        // numbers without rounding, so that every type can be exact; no zero to divide by
        T[] x = [.. Enumerable.Range(0, n).Select(i => T.CreateTruncating(8 * (1 + (i % 7))))];
        T[] y = [.. Enumerable.Range(0, n).Select(i => T.CreateTruncating(1 << (i % 3)))];
        var d = new T[n];
        Arithmetic.Add<T>(x, y, d);
        Assert.Equal(x.Zip(y, (a, b) => a + b), d);
        Arithmetic.Subtract<T>(x, y, d);
        Assert.Equal(x.Zip(y, (a, b) => a - b), d);
        Arithmetic.Multiply<T>(x, y, d);
        Assert.Equal(x.Zip(y, (a, b) => a * b), d);
        Arithmetic.Divide<T>(x, y, d);
        Assert.Equal(x.Zip(y, (a, b) => a / b), d);
    }
}
