using System.Security.Cryptography;
using Flambeau.Kernels;

namespace Flambeau;

/// <summary>
/// A source of random numbers that gives the same stream as PyTorch's CPU generator for the same seed
/// (<c>torch.Generator</c>): the Mersenne twister MT19937. Safe to share between threads, one operation at a time.
/// </summary>
public sealed class Generator
{
    /// <summary>The seed a new generator has (<c>torch.default_generator</c>'s too).</summary>
    public const long DefaultSeed = 67280421310721;

    private readonly Lock _gate = new();
    private readonly Mt19937 _twister;

    /// <summary>A generator with PyTorch's default seed.</summary>
    public Generator()
        : this(DefaultSeed)
    {
    }

    /// <summary>A generator with a seed; its low 32 bits count.</summary>
    public Generator(long seed) => _twister = new Mt19937(unchecked((ulong)seed));

    private static readonly Generator s_process = new();

    [ThreadStatic]
    private static Generator? t_worker;

    /// <summary>
    /// The generator that is used when none is given (<c>torch.default_generator</c>): the process-wide one or, on a
    /// worker thread of a <see cref="Data.DataLoader{TBatch}"/>, the one of the batch that is being made.
    /// </summary>
    public static Generator Default => t_worker ?? s_process;

    /// <summary>What <see cref="Default"/> is on this thread; null for the process-wide generator.</summary>
    internal static void UseOnThisThread(Generator? generator) => t_worker = generator;

    /// <summary>The seed that was last set (<c>Generator.initial_seed()</c>).</summary>
    public long InitialSeed => Locked(twister => unchecked((long)twister.InitialSeed));

    /// <summary>Starts the stream of a seed; its low 32 bits count (<c>Generator.manual_seed</c>).</summary>
    /// <returns>This generator.</returns>
    public Generator ManualSeed(long seed)
    {
        Locked(twister =>
        {
            twister.Seed(unchecked((ulong)seed));
            return 0;
        });
        return this;
    }

    /// <summary>Starts the stream of a seed drawn from the operating system (<c>Generator.seed()</c>).</summary>
    /// <returns>The seed.</returns>
    public long Seed()
    {
        long seed = (uint)RandomNumberGenerator.GetInt32(int.MinValue, int.MaxValue);
        ManualSeed(seed);
        return seed;
    }

    /// <summary>The state as bytes, laid out as PyTorch's <c>Generator.get_state()</c>.</summary>
    public byte[] GetState()
    {
        byte[] state = new byte[Mt19937.StateBytes];
        Locked(twister =>
        {
            twister.WriteState(state);
            return 0;
        });
        return state;
    }

    /// <summary>Continues from a state given by <see cref="GetState"/> or by PyTorch (<c>Generator.set_state</c>).</summary>
    /// <exception cref="ArgumentException">The bytes are no such state.</exception>
    public void SetState(byte[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        Locked(twister =>
        {
            twister.ReadState(state);
            return 0;
        });
    }

    /// <summary>Draws while no other thread does.</summary>
    internal T Locked<T>(Func<Mt19937, T> draw)
    {
        lock (_gate)
        {
            return draw(_twister);
        }
    }
}
