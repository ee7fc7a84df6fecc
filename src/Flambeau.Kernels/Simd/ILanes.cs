namespace Flambeau.Kernels;

/// <summary>
/// A vector of floats or doubles whose width is a type argument, so that one generic body serves 512, 256 and 128 bits
/// and single numbers.
/// </summary>
internal unsafe interface ILanes<TSelf>
    where TSelf : unmanaged, ILanes<TSelf>
{
    /// <summary>Numbers in one vector.</summary>
    static abstract int Count { get; }

    /// <summary>Whether the numbers are floats; doubles otherwise.</summary>
    static abstract bool IsSingle { get; }

    /// <summary>The vector of zeros.</summary>
    static abstract TSelf Zero { get; }

    /// <summary>The vector of ones.</summary>
    static abstract TSelf One { get; }

    /// <summary>All lanes set to one value.</summary>
    static abstract TSelf Create(float value);

    /// <summary>All lanes set to one value, rounded to a float where the lanes are floats.</summary>
    static abstract TSelf Create(double value);

    /// <summary>Reads <see cref="Count"/> numbers from any address.</summary>
    static abstract TSelf Load(void* source);

    /// <summary>Reads <see cref="Count"/> floats from any address, converted where the lanes are doubles.</summary>
    static abstract TSelf LoadSingles(float* source);

    /// <summary>Writes <see cref="Count"/> numbers to any address.</summary>
    void Store(void* target);

    /// <summary>
    /// Writes <see cref="Count"/> numbers past the caches to an address that is a multiple of the vector's size; a
    /// <see cref="Streaming.Fence"/> must follow before another thread is told of them.
    /// </summary>
    void StoreStreaming(void* target);

    /// <summary>left right + addend, fused where the machine fuses.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>The larger of each pair of lanes; NaN when either is.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The smaller of each pair of lanes; NaN when either is.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The larger of each pair of lanes as the machine has it: a NaN on the right stays, one on the left may not.</summary>
    static abstract TSelf MaxNative(TSelf left, TSelf right);

    /// <summary>The smaller of each pair of lanes as the machine has it: a NaN on the right stays, one on the left may not.</summary>
    static abstract TSelf MinNative(TSelf left, TSelf right);

    /// <summary>Each lane's magnitude with the other's sign.</summary>
    static abstract TSelf CopySign(TSelf magnitude, TSelf sign);

    /// <summary>Each lane's magnitude.</summary>
    static abstract TSelf Abs(TSelf x);

    /// <summary>Each lane's square root.</summary>
    static abstract TSelf Sqrt(TSelf x);

    /// <summary>e to the power of each lane.</summary>
    static abstract TSelf Exp(TSelf x);

    /// <summary>Each lane times 2 to the power of a whole number, from -254 to 254 for floats and -2046 to 2046 for doubles.</summary>
    static abstract TSelf TimesPowerOfTwo(TSelf x, TSelf whole);

    /// <summary>
    /// Each lane times 2 to the power of a whole number n, given as <see cref="ExpFunction.Rounder"/> + n, or
    /// <see cref="ExpFunction.DoubleRounder"/> + n for doubles, where neither the lane nor the result is below the normal numbers;
    /// for floats, 1 with n = -127 gives 0.
    /// </summary>
    static abstract TSelf AddExponent(TSelf x, TSelf rounded);

    /// <summary>The whole number n for which x / 2^n lies from the square root of one half to that of two; x is positive and normal.</summary>
    static abstract TSelf Exponent(TSelf x);

    /// <summary>All bits where the lanes are equal, else none.</summary>
    static abstract TSelf Equals(TSelf left, TSelf right);

    /// <summary>All bits where left is less, else none.</summary>
    static abstract TSelf LessThan(TSelf left, TSelf right);

    /// <summary>All bits where left is not more, else none.</summary>
    static abstract TSelf LessThanOrEqual(TSelf left, TSelf right);

    /// <summary>All bits where left is more, else none.</summary>
    static abstract TSelf GreaterThan(TSelf left, TSelf right);

    /// <summary>All bits where left is not less, else none.</summary>
    static abstract TSelf GreaterThanOrEqual(TSelf left, TSelf right);

    /// <summary>The one where the mask's bits are set, the other elsewhere.</summary>
    static abstract TSelf Select(TSelf mask, TSelf yes, TSelf no);

    /// <summary>Lane-wise sum.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Lane-wise difference.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Each lane with the other sign.</summary>
    static abstract TSelf operator -(TSelf x);

    /// <summary>Lane-wise product.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Lane-wise quotient.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The bits of both masks.</summary>
    static abstract TSelf operator |(TSelf left, TSelf right);
}
