using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <content>e^r - 1 for |r| of at most ln 2 / 2.</content>
internal static partial class ExpFunction
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Series<TLanes>(TLanes r)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.IsSingle ? SingleSeries(r) : DoubleSeries(r);

    // Taylor's series of e^r to the seventh power leaves 5e-9
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes SingleSeries<TLanes>(TLanes r)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // in pairs: a chain of products one after the other is longer than what a shared core looks ahead
        TLanes square = r * r;
        TLanes second = TLanes.MultiplyAdd(r, TLanes.Create(1f / 6), TLanes.Create(0.5f));
        TLanes fourth = TLanes.MultiplyAdd(r, TLanes.Create(1f / 120), TLanes.Create(1f / 24));
        TLanes sixth = TLanes.MultiplyAdd(r, TLanes.Create(1f / 5040), TLanes.Create(1f / 720));
        TLanes series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(sixth, square, fourth), square, second);
        return TLanes.MultiplyAdd(series, square, r);
    }

    // (e^r - 1 - r) / r^2 by a polynomial of the tenth degree through Chebyshev's nodes, which leaves 3e-19 of e^r
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes DoubleSeries<TLanes>(TLanes r)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        // in pairs, as the floats' series
        TLanes square = r * r;
        TLanes fourth = square * square;
        TLanes second = TLanes.MultiplyAdd(r, TLanes.Create(0.1666666666666667), TLanes.Create(0.5));
        TLanes low = TLanes.MultiplyAdd(r, TLanes.Create(0.008333333333326141), TLanes.Create(0.04166666666666667));
        low = TLanes.MultiplyAdd(low, square, second);
        TLanes sixth = TLanes.MultiplyAdd(r, TLanes.Create(1.9841269874800493e-4), TLanes.Create(0.0013888888888883752));
        TLanes middle = TLanes.MultiplyAdd(r, TLanes.Create(2.7557255425746435e-6), TLanes.Create(2.4801587325533363e-5));
        middle = TLanes.MultiplyAdd(middle, square, sixth);
        TLanes high = TLanes.MultiplyAdd(r, TLanes.Create(2.510520637395701e-8), TLanes.Create(2.7557273661348637e-7));
        high = TLanes.MultiplyAdd(TLanes.Create(2.0914679376583935e-9), square, high);
        TLanes series = TLanes.MultiplyAdd(TLanes.MultiplyAdd(high, fourth, middle), fourth, low);
        return TLanes.MultiplyAdd(series, square, r);
    }
}
