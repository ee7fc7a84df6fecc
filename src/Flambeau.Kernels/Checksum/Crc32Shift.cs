namespace Flambeau.Kernels;

/// <summary>How a CRC-32 changes when bytes follow: a product of polynomials over the field of two elements.</summary>
internal static class Crc32Shift
{
    // Polynomials have the coefficient of x^0 in the highest bit.
    private const uint One = 1u << 31;

    // Entry k is x^(8 * 2^k) modulo the polynomial: what 2^k zero bytes multiply with.
    private static readonly uint[] s_powers = Build();

    /// <summary>The checksum's contribution after so many more bytes.</summary>
    public static uint OverZeros(uint checksum, long length)
    {
        for (int k = 0; length >> k != 0; k++)
        {
            if (((length >> k) & 1) != 0)
            {
                checksum = Multiply(checksum, s_powers[k]);
            }
        }

        return checksum;
    }

    /// <summary>The product of two polynomials modulo the CRC's.</summary>
    private static uint Multiply(uint a, uint b)
    {
        uint product = 0;
        for (uint bit = One; bit != 0; bit >>= 1)
        {
            product ^= (a & bit) != 0 ? b : 0;
            b = (b >> 1) ^ ((b & 1) * Crc32.Polynomial);
        }

        return product;
    }

    private static uint[] Build()
    {
        const int Bits = 63;
        uint[] powers = new uint[Bits];
        powers[0] = One >> 8;
        for (int k = 1; k < Bits; k++)
        {
            powers[k] = Multiply(powers[k - 1], powers[k - 1]);
        }

        return powers;
    }
}
