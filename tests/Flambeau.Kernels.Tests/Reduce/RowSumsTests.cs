namespace Flambeau.Kernels.Tests;

public unsafe class RowSumsTests
{
    [Theory]
    [MemberData(nameof(GuardedKernelTests.Sizes), MemberType = typeof(GuardedKernelTests))]
    public void Sums_are_those_of_double_precision(int n)
    {
        Check<float>(n);
        Check<double>(n);
    }

    [Fact]
    public void Nothing_sums_to_nothing() => Assert.Equal(0, RowSums.Sum<float>(0, null));

    private static void Check<T>(int n)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        T[] x = Near.Random<T>(n, n), y = Near.Random<T>(n + 1, n);
        double[] wideX = Near.Wide(x), wideY = Near.Wide(y);
        fixed (T* px = x, py = y)
        {
            Assert.Equal(wideX.Sum(), RowSums.Sum(n, px), 1e-11);
            Assert.Equal(wideX.Zip(wideY, (a, b) => a * b).Sum(), RowSums.Dot(n, px, py), 1e-11);
            Assert.Equal(wideX.Sum(a => (a - 0.5) * (a - 0.5)), RowSums.SquaredDeviations(n, px, 0.5), 1e-11);
        }
    }
}
