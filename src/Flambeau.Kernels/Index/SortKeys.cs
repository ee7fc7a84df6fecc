namespace Flambeau.Kernels;

/// <summary>Numbers of elements of up to 32 bits.</summary>
internal readonly struct NarrowSortKey<T> : ISortKey<T, ulong>
    where T : unmanaged
{
    public static ulong Make(T value, int position, bool descending)
    {
        uint key = value switch
        {
            float v => OfFloat(v),
            Half v => OfFloat((float)v),
            bool v => v ? 1u : 0u,
            int v => (uint)v ^ 0x80000000,
            short v => (uint)(v + 0x8000),
            sbyte v => (uint)(v + 0x80),
            byte v => v,
            _ => throw new NotSupportedException($"No order of {typeof(T)}."),
        };
        return ((ulong)(descending ? ~key : key) << 32) | (uint)position;
    }

    public static int Position(ulong key) => (int)(uint)key;

    // Negative numbers count backwards in their bits; both zeros are equal and NaN is above all, as in PyTorch.
    private static uint OfFloat(float value)
    {
        if (float.IsNaN(value))
        {
            return uint.MaxValue;
        }

        uint bits = value == 0 ? 0 : BitConverter.SingleToUInt32Bits(value);
        return (bits & 0x80000000) != 0 ? ~bits : bits | 0x80000000;
    }
}

/// <summary>Numbers of elements of 64 bits.</summary>
internal readonly struct WideSortKey<T> : ISortKey<T, UInt128>
    where T : unmanaged
{
    public static UInt128 Make(T value, int position, bool descending)
    {
        ulong key = value switch
        {
            double v => OfDouble(v),
            long v => (ulong)v ^ (1UL << 63),
            _ => throw new NotSupportedException($"No order of {typeof(T)}."),
        };
        return new UInt128(descending ? ~key : key, (uint)position);
    }

    public static int Position(UInt128 key) => (int)(uint)key;

    private static ulong OfDouble(double value)
    {
        if (double.IsNaN(value))
        {
            return ulong.MaxValue;
        }

        ulong bits = value == 0 ? 0 : BitConverter.DoubleToUInt64Bits(value);
        return (bits >> 63) != 0 ? ~bits : bits | (1UL << 63);
    }
}
