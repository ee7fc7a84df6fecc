namespace Flambeau.Serialization;

/// <summary>The 8-bit floating-point types of PyTorch, widened to float32 without loss.</summary>
/// <remarks>
/// E4M3FN and E5M2 are those of "FP8 Formats for Deep Learning" (Micikevicius et al., 2022); the FNUZ variants have one
/// zero, one NaN (0x80) and a bias larger by one; E8M0FNU is the power of two of the OCP microscaling formats.
/// </remarks>
internal static class Float8
{
    private const byte NaNOfFnuz = 0x80;

    /// <summary>Bias 7, no infinity, NaN is all ones below the sign.</summary>
    public static float FromE4M3FN(byte bits) => (bits & 0x7F) == 0x7F ? float.NaN : Widen(bits, 3, 7);

    /// <summary>The upper half of a float16, infinities and NaNs included.</summary>
    public static float FromE5M2(byte bits) => (float)BitConverter.UInt16BitsToHalf((ushort)(bits << 8));

    /// <summary>Bias 8.</summary>
    public static float FromE4M3FNUZ(byte bits) => bits == NaNOfFnuz ? float.NaN : Widen(bits, 3, 8);

    /// <summary>Bias 16.</summary>
    public static float FromE5M2FNUZ(byte bits) => bits == NaNOfFnuz ? float.NaN : Widen(bits, 2, 16);

    /// <summary>A power of two from 2^-127 to 2^127; 255 is NaN.</summary>
    public static float FromE8M0FNU(byte bits) => bits == byte.MaxValue ? float.NaN : MathF.ScaleB(1, bits - 127);

    private static float Widen(byte bits, int mantissaBits, int bias)
    {
        int mantissa = bits & ((1 << mantissaBits) - 1);
        int exponent = (bits & 0x7F) >> mantissaBits;
        float magnitude = exponent == 0
            ? MathF.ScaleB(mantissa, 1 - bias - mantissaBits)
            : MathF.ScaleB(mantissa + (1 << mantissaBits), exponent - bias - mantissaBits);
        return bits >= 0x80 ? -magnitude : magnitude;
    }
}
