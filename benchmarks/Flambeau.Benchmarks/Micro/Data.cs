namespace Flambeau.Benchmarks.Micro;

/// <summary>Numbers to work on.</summary>
internal static class Data
{
    /// <summary>Normally distributed numbers from a fixed seed.</summary>
    public static float[] Normal(long count)
    {
        Rng.ManualSeed(0);
        return Tensor.Randn((int)count).ToArray<float>();
    }
}
