using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>
/// Walks a range of channels by vectors: the widest allowed ones first, then narrower ones for what is left.
/// </summary>
internal static class Channels
{
    /// <summary>Calls the body for each width that has something to do in the channels from..to-1.</summary>
    public static void For<TBody>(int from, int to, ref TBody body)
        where TBody : struct, IChannelBody, allows ref struct
    {
        if (Isa.Use512)
        {
            from = Run<TBody, Lanes512>(from, to, ref body);
        }
        if (Isa.Use256)
        {
            from = Run<TBody, Lanes256>(from, to, ref body);
        }
        if (Isa.Use128)
        {
            from = Run<TBody, Lanes128>(from, to, ref body);
        }
        Run<TBody, Lanes1>(from, to, ref body);
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
