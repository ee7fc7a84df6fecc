using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Walks a range of channels, or of other neighbours in memory, by vectors: the widest allowed ones first, then narrower
/// ones for what is left.
/// </summary>
internal static class Channels
{
    /// <summary>Calls the body for each width of floats that has something to do in from..to-1.</summary>
    public static void For<TBody>(int from, int to, ref TBody body)
        where TBody : struct, IChannelBody, allows ref struct =>
        For<TBody, Lanes512, Lanes256, Lanes128, Lanes1>(from, to, ref body);

    /// <summary>Calls the body for each width of floats or doubles that has something to do in from..to-1.</summary>
    public static void For<T, TBody>(int from, int to, ref TBody body)
        where T : unmanaged
        where TBody : struct, IChannelBody, allows ref struct
    {
        if (typeof(T) == typeof(float))
        {
            For<TBody, Lanes512, Lanes256, Lanes128, Lanes1>(from, to, ref body);
        }
        else
        {
            For<TBody, DoubleLanes512, DoubleLanes256, DoubleLanes128, DoubleLanes1>(from, to, ref body);
        }
    }

    private static void For<TBody, T512, T256, T128, T1>(int from, int to, ref TBody body)
        where TBody : struct, IChannelBody, allows ref struct
        where T512 : unmanaged, ILanes<T512>
        where T256 : unmanaged, ILanes<T256>
        where T128 : unmanaged, ILanes<T128>
        where T1 : unmanaged, ILanes<T1>
    {
        if (Isa.Use512)
        {
            from = Run<TBody, T512>(from, to, ref body);
        }
        if (Isa.Use256)
        {
            from = Run<TBody, T256>(from, to, ref body);
        }
        if (Isa.Use128)
        {
            from = Run<TBody, T128>(from, to, ref body);
        }
        Run<TBody, T1>(from, to, ref body);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Run<TBody, TLanes>(int from, int to, ref TBody body)
        where TBody : struct, IChannelBody, allows ref struct
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int end = to - (to - from) % TLanes.Count;
        if (from < end)
        {
            body.Run<TLanes>(from, end);
        }
        return end;
    }
}
