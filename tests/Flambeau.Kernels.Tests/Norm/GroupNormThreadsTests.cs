using System.Numerics;

namespace Flambeau.Kernels.Tests;

/// <summary>Group norms that are cut by samples, inside of samples, or either, as the threads allow.</summary>
[Collection(nameof(Threads))]
public class GroupNormThreadsTests
{
    [Theory]
    [InlineData(200, 49, 40, 5)]
    [InlineData(600, 1, 96, 8)]
    [InlineData(2, 3000, 50, 50)]
    [InlineData(5, 30_000, 6, 2)]
    public void Results_do_not_depend_on_the_number_of_threads(int n, int pixels, int channels, int groups)
    {
        Threads.Agree(room => Run<float>(room, n, pixels, channels, groups));
        Threads.Agree(room => Run<double>(room, n, pixels, channels, groups));
    }

    /// <summary>A result so large that it goes past the caches, although no sample's part would.</summary>
    [Fact]
    public void A_large_result_of_small_samples()
    {
        const int N = 280, Pixels = 961, Channels = 32, Groups = 4;
        using var x = new Floats(N * Pixels * Channels, 1);
        using var y = new Floats(N * Pixels * Channels, null);
        var (mean, invStd) = (new double[N * Groups], new float[N * Groups]);
        GroupNorm.Forward<float>(N, Pixels, Channels, Groups, x.Span, [], [], 1e-5, y.Span, mean, invStd);
        foreach (int sample in new[] { 0, 131, N - 1 })
        {
            for (int i = sample * Pixels * Channels; i < (sample + 1) * Pixels * Channels; i++)
            {
                int group = (sample * Groups) + (i % Channels / (Channels / Groups));
                Assert.Equal((x.Span[i] - mean[group]) * invStd[group], y.Span[i], 1e-5);
            }
        }
    }

    private static void Run<T>(GuardedRoom room, int n, int pixels, int channels, int groups)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> x = room.Random<T>(n * pixels * channels);
        Span<T> gamma = room.Random<T>(channels), invStd = room.Out<T>(n * groups);
        Span<double> mean = room.Out<double>(n * groups);
        GroupNorm.Forward(n, pixels, channels, groups, x, gamma, gamma, 1e-5, room.Out<T>(x.Length), mean, invStd);
        GroupNorm.Backward<T>(
            n, pixels, channels, groups, x, room.Random<T>(x.Length), mean, invStd, gamma, room.Out<T>(x.Length),
            room.Out<T>(channels), room.Out<T>(channels));
    }
}
