namespace Flambeau.Vision.Tests.Hub;

// changes the process's environment, which only these tests read
public sealed class DefaultFolderTests : IDisposable
{
    private readonly string? _torchHome = Environment.GetEnvironmentVariable("TORCH_HOME");
    private readonly string? _cacheHome = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");

    public void Dispose() => Set(_torchHome, _cacheHome);

    [Fact]
    public void It_is_where_PyTorch_looks()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Set(null, null);
        Assert.Equal(Path.Combine(home, ".cache", "torch", "hub", "checkpoints"), WeightsCache.DefaultFolder);
        Set("", "/data/cache");
        Assert.Equal(Path.Combine("/data/cache", "torch", "hub", "checkpoints"), WeightsCache.DefaultFolder);
        Set("/data/torch", "/data/cache");
        Assert.Equal(Path.Combine("/data/torch", "hub", "checkpoints"), WeightsCache.DefaultFolder);
        Set("~/torch", null);
        Assert.Equal(Path.Combine(home, "torch", "hub", "checkpoints"), WeightsCache.DefaultFolder);
    }

    private static void Set(string? torchHome, string? cacheHome)
    {
        Environment.SetEnvironmentVariable("TORCH_HOME", torchHome);
        Environment.SetEnvironmentVariable("XDG_CACHE_HOME", cacheHome);
    }
}
