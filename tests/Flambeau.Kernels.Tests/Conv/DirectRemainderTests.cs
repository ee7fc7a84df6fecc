namespace Flambeau.Kernels.Tests.Conv;

/// <summary>Every number of pixels and of output channels that a tile of some width can leave over.</summary>
public sealed class DirectRemainderTests : IDisposable
{
    private const double FloatTolerance = 2e-6, DoubleTolerance = 1e-14;

    public static TheoryData<int> OutputChannels => new(Enumerable.Range(1, 33));

    public void Dispose() => ConvolutionPlan.Forced = null;

    [Theory]
    [MemberData(nameof(OutputChannels))]
    public void Whole_tiles_and_what_they_leave_agree_with_the_definition(int channels)
    {
        ConvolutionPlan.Forced = ConvAlgorithm.Direct;
        for (int pixels = 1; pixels <= 15; pixels++)
        {
            // read in place, read through a band with padding, and with one whole tile of the tallest kind before the rest
            Conv2dGeometry[] geometries =
            [
                new(1, 16, 1, pixels, channels, 1, 1, 1, 1, 0, 0, 1, 1, 1),
                new(1, 2, 2, pixels, channels, 3, 3, 1, 1, 1, 1, 1, 1, 1),
                new(1, 3, 1, 14 + pixels, channels, 1, 2, 1, 1, 0, 1, 1, 1, 1),
            ];
            foreach (var geometry in geometries)
            {
                var @case = new ConvCase(geometry);
                @case.AssertAgrees<float>(FloatTolerance);
                @case.AssertAgrees<double>(DoubleTolerance);
            }
        }
    }
}
