using System.Numerics;

namespace Flambeau.Kernels.Tests.Conv;

/// <summary>Convolutions read and write nothing outside their buffers.</summary>
public sealed class GuardedConvTests : IDisposable
{
    public void Dispose() => ConvolutionPlan.Forced = null;

    /// <summary>Channels around the vectors and tiles of every width; lines of pixels around the tiles' rows.</summary>
    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (int channels in (int[])[1, 3, 7, 8, 13, 15, 16, 17, 31, 33, 48])
            {
                int others = 50 - channels;
                cases.Add(nameof(ConvAlgorithm.Direct), $"2 {channels} 5 7 {others} 1 1 1 1 0 0 1 1 1");
                cases.Add(nameof(ConvAlgorithm.Direct), $"1 {others} 9 29 {channels} 1 1 2 2 0 0 1 1 1");
                cases.Add(nameof(ConvAlgorithm.Direct), $"2 {channels} 6 5 {others} 3 3 1 1 1 1 1 1 1");
                cases.Add(nameof(ConvAlgorithm.Direct), $"1 {others} 8 9 {channels} 3 2 2 1 0 2 1 2 1");
                cases.Add(nameof(ConvAlgorithm.Direct), $"2 {3 * channels} 6 5 6 3 3 1 1 1 1 1 1 3");
                cases.Add(nameof(ConvAlgorithm.Direct), $"1 6 6 5 {3 * channels} 1 1 1 1 0 0 1 1 3");
                cases.Add(nameof(ConvAlgorithm.WinogradF2), $"1 {channels} 7 6 {others} 3 3 1 1 1 1 1 1 1");
                cases.Add(nameof(ConvAlgorithm.WinogradF4), $"1 {others} 7 6 {channels} 3 3 1 1 0 0 1 1 1");
                cases.Add(nameof(ConvAlgorithm.Depthwise), $"2 {channels + 1} 7 10 {channels + 1} 3 3 1 1 1 1 1 1 {channels + 1}");
                cases.Add(nameof(ConvAlgorithm.Depthwise), $"1 {channels + 1} 9 8 {channels + 1} 5 3 2 2 2 1 1 1 {channels + 1}");
            }

            cases.Add(nameof(ConvAlgorithm.Direct), "2 1024 3 5 33 1 1 1 1 0 0 1 1 1");
            cases.Add(nameof(ConvAlgorithm.Direct), "2 33 3 5 1024 1 1 1 1 0 0 1 1 1");
            cases.Add(nameof(ConvAlgorithm.Direct), "3 16 23 21 24 1 1 1 1 0 0 1 1 1");
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_directions_stay_inside_their_buffers(string algorithm, string sizes)
    {
        Conv2dGeometry g = Conv2dKernelTests.Geometry(sizes);
        ConvolutionPlan.Forced = Enum.Parse<ConvAlgorithm>(algorithm);
        AssertInside<float>(g);
        if (ConvolutionPlan.Forced == ConvAlgorithm.Direct)
        {
            AssertInside<double>(g);
        }
    }

    private static void AssertInside<T>(Conv2dGeometry g)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        (int input, int output, int weights) = ((int)g.InputLength, (int)g.OutputLength, (int)g.WeightLength);
        GuardedRoom.AssertSame(room =>
        {
            Span<T> x = room.Random<T>(input), w = room.Random<T>(weights), dy = room.Random<T>(output);
            var epilogue = new ConvEpilogue<T>
            {
                Scale = room.Random<T>(g.OutC),
                Bias = room.Random<T>(g.OutC),
                Residual = room.Random<T>(output),
                Activation = Activation.ReLU6,
            };
            Conv2dKernel.Forward(in g, x, w, epilogue, room.Out<T>(output));
            Conv2dKernel.Forward(in g, x, w, default(ReadOnlySpan<T>), room.Out<T>(output));
            if (g.Groups == 1 && g.PooledLength > 0)
            {
                var pooled = new ConvEpilogue<T> { Bias = room.Random<T>(g.OutC), Activation = Activation.ReLU, Pools = true };
                Conv2dKernel.Forward(in g, x, w, pooled, room.Out<T>((int)g.PooledLength));
            }

            Conv2dKernel.BackwardInput<T>(in g, dy, w, room.Out<T>(input));
            Conv2dKernel.BackwardWeight<T>(in g, x, dy, room.Out<T>(weights));
        });
    }
}
