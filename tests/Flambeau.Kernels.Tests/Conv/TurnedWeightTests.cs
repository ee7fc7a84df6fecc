using System.Numerics;

namespace Flambeau.Kernels.Tests.Conv;

/// <summary>A weight that was turned once gives the bits that turning it for each use gives.</summary>
public class TurnedWeightTests
{
    public static TheoryData<string> Geometries => Conv2dKernelTests.Geometries;

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Floats_are_the_same_bits(string sizes)
    {
        var geometry = Conv2dKernelTests.Geometry(sizes);
        foreach (ConvAlgorithm? algorithm in (ConvAlgorithm?[])[null, ConvAlgorithm.Direct, ConvAlgorithm.WinogradF2, ConvAlgorithm.WinogradF4])
        {
            AssertSame<float>(geometry, algorithm);
        }
    }

    [Theory]
    [MemberData(nameof(Geometries))]
    public void Doubles_are_the_same_bits(string sizes) => AssertSame<double>(Conv2dKernelTests.Geometry(sizes), null);

    /// <summary>Several blocks of channels and panels, and the tiles of one, of few and of many blocks.</summary>
    [Theory]
    [InlineData(1, 150, 70, 14)]
    [InlineData(1, 300, 33, 7)]
    [InlineData(3, 40, 64, 30)]
    [InlineData(20, 64, 40, 28)]
    [InlineData(8, 256, 150, 14)]
    public void Large_layers_are_the_same_bits(int n, int channels, int outputs, int size) =>
        AssertSame<float>(new Conv2dGeometry(n, channels, size, size, outputs, 3, 3, 1, 1, 1, 1, 1, 1, 1), null);

    private static void AssertSame<T>(Conv2dGeometry geometry, ConvAlgorithm? algorithm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var @case = new ConvCase(geometry);
        ConvolutionPlan.Forced = algorithm;
        try
        {
            foreach (bool scale in (bool[])[false, true])
            {
                Assert.Equal(@case.Forward<T>(scale: scale), @case.Forward<T>(scale: scale, turned: true));
            }
        }
        finally
        {
            ConvolutionPlan.Forced = null;
        }
    }
}
