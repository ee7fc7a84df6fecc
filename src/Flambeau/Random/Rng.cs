namespace Flambeau;

/// <summary>The process-wide random numbers: short forms of <see cref="Generator.Default"/>'s members.</summary>
public static class Rng
{
    /// <summary>Starts the default stream of a seed: the same calls then give PyTorch's tensors (<c>torch.manual_seed</c>).</summary>
    public static Generator ManualSeed(long seed) => Generator.Default.ManualSeed(seed);

    /// <summary>Starts the default stream of a seed drawn from the operating system (<c>torch.seed()</c>).</summary>
    /// <returns>The seed.</returns>
    public static long Seed() => Generator.Default.Seed();

    /// <summary>The seed last set (<c>torch.initial_seed()</c>).</summary>
    public static long InitialSeed => Generator.Default.InitialSeed;

    /// <summary>The default generator's state (<c>torch.get_rng_state()</c>).</summary>
    public static byte[] GetState() => Generator.Default.GetState();

    /// <summary>Continues the default stream from a state (<c>torch.set_rng_state</c>).</summary>
    /// <exception cref="ArgumentException">The bytes are no generator's state.</exception>
    public static void SetState(byte[] state) => Generator.Default.SetState(state);
}
