using System.Numerics;

namespace Flambeau;

/// <summary>A function of two numbers, one pair at a time.</summary>
internal interface IPairFunction
{
    T Of<T>(T x, T y)
        where T : unmanaged, INumber<T>;
}

/// <summary>Plain loops for functions that have no vector form: the three shapes an <see cref="IBinaryFunction"/> needs.</summary>
internal static class PairLoop
{
    public static void Run<T, TPair>(TPair pair, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, INumber<T>
        where TPair : struct, IPairFunction
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = pair.Of(x[i], y[i]);
        }
    }

    public static void Run<T, TPair>(TPair pair, ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : unmanaged, INumber<T>
        where TPair : struct, IPairFunction
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = pair.Of(x[i], y);
        }
    }

    public static void Run<T, TPair>(TPair pair, T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : unmanaged, INumber<T>
        where TPair : struct, IPairFunction
    {
        for (int i = 0; i < destination.Length; i++)
        {
            destination[i] = pair.Of(x, y[i]);
        }
    }
}
