using System.Buffers.Binary;

namespace Flambeau.Kernels;

internal sealed partial class Mt19937
{
    /// <summary>Length of the bytes that PyTorch's <c>get_rng_state</c> returns.</summary>
    public const int StateBytes = 5056;

    // Offsets in PyTorch's CPUGeneratorImplState: seed, left, seeded, next, 624 words of 64 bits,
    // the cached normal (y, x, rho), its flag, then a cached single-precision normal that nothing sets.
    private const int LeftAt = 8;
    private const int SeededAt = 12;
    private const int NextAt = 16;
    private const int WordsAt = 24;
    private const int NormalAt = WordsAt + 8 * Words;
    private const int HasNormalAt = NormalAt + 24;

    /// <summary>Writes the state as PyTorch's <c>get_rng_state</c> lays it out.</summary>
    public void WriteState(Span<byte> bytes)
    {
        bytes[..StateBytes].Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, InitialSeed);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[LeftAt..], _left);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[SeededAt..], 1);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[NextAt..], _next);
        for (int i = 0; i < Words; i++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes[(WordsAt + 8 * i)..], _state[i]);
        }

        BinaryPrimitives.WriteDoubleLittleEndian(bytes[(NormalAt + 8)..], CachedNormal ?? 0);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[HasNormalAt..], CachedNormal is null ? 0 : 1);
    }

    /// <summary>Takes over a state as PyTorch's <c>get_rng_state</c> lays it out.</summary>
    /// <exception cref="ArgumentException">The bytes are no such state.</exception>
    public void ReadState(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != StateBytes)
        {
            throw new ArgumentException($"a generator state has {StateBytes} bytes, but got {bytes.Length}.");
        }

        int left = BinaryPrimitives.ReadInt32LittleEndian(bytes[LeftAt..]);
        long next = BinaryPrimitives.ReadInt64LittleEndian(bytes[NextAt..]);
        if (left < 1 || left > Words || next < 0 || left - 1 + next > Words)
        {
            throw new ArgumentException($"a generator state cannot have {left} words left after word {next}.");
        }

        (_left, _next) = (left, (int)next);
        InitialSeed = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        for (int i = 0; i < Words; i++)
        {
            _state[i] = (uint)BinaryPrimitives.ReadUInt64LittleEndian(bytes[(WordsAt + 8 * i)..]);
        }

        bool cached = BinaryPrimitives.ReadInt32LittleEndian(bytes[HasNormalAt..]) != 0;
        CachedNormal = cached ? BinaryPrimitives.ReadDoubleLittleEndian(bytes[(NormalAt + 8)..]) : null;
    }
}
