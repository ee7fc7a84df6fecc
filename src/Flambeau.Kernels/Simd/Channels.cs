using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>Walks a range of channels by vectors: the widest allowed ones first, then narrower ones for what is left.</summary>
internal static class Channels
{
    /// <summary>Calls the body once for each vector of channels from..to-1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void For<TBody>(int from, int to, ref TBody body)
        where TBody : struct, IChannelBody, allows ref struct
    {
        if (Isa.Use512)
        {
            for (; from + Lanes512.Count <= to; from += Lanes512.Count)
            {
                body.Run<Lanes512>(from);
            }
        }
        if (Isa.Use256)
        {
            for (; from + Lanes256.Count <= to; from += Lanes256.Count)
            {
                body.Run<Lanes256>(from);
            }
        }
        if (Isa.Use128)
        {
            for (; from + Lanes128.Count <= to; from += Lanes128.Count)
            {
                body.Run<Lanes128>(from);
            }
        }
        for (; from < to; from++)
        {
            body.Run<Lanes1>(from);
        }
    }
}
