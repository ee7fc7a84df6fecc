using System.Numerics;

namespace Flambeau.Kernels.Tests.Conv;

/// <summary>A convolution that stores the largest of each square stores what pooling its result would give, to the bit.</summary>
public class PooledConvTests
{
    public static TheoryData<string> Geometries =>
    [
        .. Conv2dKernelTests.Geometries.Select(row => row.Data).Where(CanPool),
        "2 3 24 27 32 3 3 1 1 0 0 1 1 1",
        "1 32 23 21 64 3 3 1 1 0 0 1 1 1",
        "1 8 6 150 40 5 5 1 1 2 2 1 1 1",
        "1 512 40 40 16 3 3 1 1 1 1 1 1 1",
    ];

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Floats_are_those_of_the_pooled_result(string sizes)
    {
        foreach (var algorithm in (ConvAlgorithm[])[ConvAlgorithm.Direct, ConvAlgorithm.WinogradF2, ConvAlgorithm.WinogradF4])
        {
            ConvolutionPlan.Forced = algorithm;
            try
            {
                AssertPools<float>(sizes);
            }
            finally
            {
                ConvolutionPlan.Forced = null;
            }
        }
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Doubles_are_those_of_the_pooled_result(string sizes) => AssertPools<double>(sizes);

    [Fact]
    public void A_NaN_wins()
    {
        foreach (var algorithm in (ConvAlgorithm[])[ConvAlgorithm.Direct, ConvAlgorithm.WinogradF4])
        {
            ConvolutionPlan.Forced = algorithm;
            try
            {
                float[] x = new float[16 * 16 * 8], weight = new float[8 * 8 * 9], y = new float[8 * 8 * 8];
                x[((3 * 16) + 3) * 8] = float.NaN;
                weight.AsSpan().Fill(1);
                Conv2dKernel.Forward(
                    new Conv2dGeometry(1, 8, 16, 16, 8, 3, 3, 1, 1, 1, 1, 1, 1, 1), x, weight, new ConvEpilogue<float> { Pools = true, Activation = Activation.ReLU }, y);
                Assert.All(y[..16], value => Assert.True(float.IsNaN(value) || value == 0));
                Assert.True(float.IsNaN(y[((1 * 8) + 1) * 8]));
                Assert.Equal(0, y[((6 * 8) + 6) * 8]);
            }
            finally
            {
                ConvolutionPlan.Forced = null;
            }
        }
    }

    private static void AssertPools<T>(string sizes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var geometry = Conv2dKernelTests.Geometry(sizes);
        var @case = new ConvCase(geometry, largestBias: 4);
        foreach (var (activation, scale) in (ReadOnlySpan<(Activation, bool)>)[(Activation.None, true), (Activation.ReLU, false), (Activation.ReLU6, true)])
        {
            var pool = new Pool2dGeometry(geometry.N, geometry.OutC, geometry.OutH, geometry.OutW, 2, 2, 2, 2);
            T[] expected = new T[geometry.PooledLength];
            MaxPool.Forward<T>(pool, @case.Forward<T>(activation: activation, scale: scale), expected);
            Assert.Equal(expected, @case.ForwardPooled<T>(activation, scale));
        }
    }

    private static bool CanPool(string sizes)
    {
        var geometry = Conv2dKernelTests.Geometry(sizes);
        return !geometry.IsEmpty && geometry.Groups == 1 && geometry.PooledLength > 0;
    }
}
