namespace Flambeau.Kernels;

/// <summary>Work on channels, a vector at a time, for <see cref="Channels"/>.</summary>
internal interface IChannelBody
{
    /// <summary>
    /// Handles the channels from <paramref name="from"/> to before <paramref name="to"/>, a whole number of vectors.
    /// </summary>
    void Run<TLanes>(int from, int to)
        where TLanes : unmanaged, ILanes<TLanes>;
}
