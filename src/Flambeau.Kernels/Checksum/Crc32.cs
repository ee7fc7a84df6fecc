namespace Flambeau.Kernels;

/// <summary>The checksum of zip files: CRC-32 with the reflected polynomial 0xEDB88320.</summary>
internal struct Crc32
{
    /// <summary>The polynomial without its highest term, the coefficient of x^31 in the lowest bit.</summary>
    public const uint Polynomial = 0xEDB88320;

    // Zero, the default, must mean "no bytes yet", so the register is kept inverted.
    private uint _value;

    /// <summary>The checksum of all bytes added so far.</summary>
    public readonly uint Value => _value;

    /// <summary>Computes the checksum of one piece.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = default(Crc32);
        crc.Add(bytes);
        return crc.Value;
    }

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint register = ~_value;
        register = Crc32Folding.IsSupported ? Crc32Folding.Add(register, ref bytes)
            : Crc32Words.IsSupported ? Crc32Words.Add(register, ref bytes)
            : register;
        _value = ~Crc32Table.Add(register, bytes);
    }

    /// <summary>Adds bytes of which somebody else, perhaps another thread, has computed the checksum.</summary>
    /// <param name="checksum">Their checksum.</param>
    /// <param name="length">Their number.</param>
    public void Add(uint checksum, long length) => _value = Crc32Shift.OverZeros(_value, length) ^ checksum;
}
