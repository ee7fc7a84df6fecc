namespace Flambeau.Kernels;

/// <summary>Work on one vector of channels, for <see cref="Channels.For"/>.</summary>
internal interface IChannelBody
{
    /// <summary>Handles the channels from <paramref name="channel"/> that one vector holds.</summary>
    void Run<TLanes>(int channel)
        where TLanes : unmanaged, ILanes<TLanes>;
}
