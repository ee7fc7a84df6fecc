using System.Numerics;
using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The exponential function in single precision throughout, to about one unit in the last place.</summary>
internal static class ExpFunction
{
    // Adding and taking away 1.5 * 2^23 rounds a small float to a whole number, which the low bits then hold.
    private const float Magic = 12582912;
    private const int MagicBits = 0x4B400000;

    // Beyond these the result is zero or infinity.
    private const float Least = -104;
    private const float Most = 89;

    // ln 2 in two parts; the first has so few bits that a product with the exponent is exact.
    private const float LnTwoHigh = 0.693359375f;
    private const float LnTwoLow = -2.12194440e-4f;

    /// <summary>e to the power of each lane.</summary>
    /// <remarks>
    /// x = n ln 2 + r with |r| at most ln 2 / 2; Taylor's series of e^r to the seventh power leaves 5e-9; 2^n is
    /// multiplied in two halves, so that neither leaves the range of a float before the result does.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        Vector<float> bounded = Vector.MinNative(
            Vector.MaxNative(x, new Vector<float>(Least)), new Vector<float>(Most));
        Vector<float> shifted = Vector.MultiplyAddEstimate(
            bounded, new Vector<float>(1.44269504f), new Vector<float>(Magic));
        Vector<int> n = shifted.As<float, int>() - new Vector<int>(MagicBits);
        Vector<float> whole = shifted - new Vector<float>(Magic);
        Vector<float> r = Vector.MultiplyAddEstimate(whole, new Vector<float>(-LnTwoHigh), bounded);
        r = Vector.MultiplyAddEstimate(whole, new Vector<float>(-LnTwoLow), r);

        Vector<float> series = new(1f / 5040);
        series = Vector.MultiplyAddEstimate(series, r, new Vector<float>(1f / 720));
        series = Vector.MultiplyAddEstimate(series, r, new Vector<float>(1f / 120));
        series = Vector.MultiplyAddEstimate(series, r, new Vector<float>(1f / 24));
        series = Vector.MultiplyAddEstimate(series, r, new Vector<float>(1f / 6));
        series = Vector.MultiplyAddEstimate(series, r, new Vector<float>(0.5f));
        series = Vector.MultiplyAddEstimate(series * r, r, r) + Vector<float>.One;

        Vector<int> half = n >> 1;
        Vector<float> result = series * PowerOfTwo(half) * PowerOfTwo(n - half);
        return Vector.ConditionalSelect(Vector.Equals(x, x), result, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<int> exponent) =>
        ((exponent + new Vector<int>(127)) << 23).As<int, float>();
}
