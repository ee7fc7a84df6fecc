namespace Flambeau.Kernels;

/// <summary>The epilogue applied while finished sums of some neighbouring pixels are copied to the target.</summary>
internal readonly unsafe ref struct PixelEpilogue : IChannelBody
{
    private readonly ref readonly ConvBuffers<float> _buffers;
    private readonly float* _sums;
    private readonly nint _at;
    private readonly int _pixels;
    private readonly int _channels;

    private PixelEpilogue(in ConvBuffers<float> buffers, float* sums, nint at, int pixels, int channels)
    {
        _buffers = ref buffers;
        (_at, _pixels, _channels) = (at, pixels, channels);
        _sums = sums;
    }

    /// <summary>Stores pixels of contiguous channels to element <paramref name="at"/> of the target.</summary>
    public static void Store(in ConvBuffers<float> buffers, float* sums, nint at, int pixels, int channels)
    {
        var body = new PixelEpilogue(in buffers, sums, at, pixels, channels);
        Channels.For(0, channels, ref body);
    }

    /// <inheritdoc/>
    public void Run<TLanes>(int channel)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes bias = _buffers.Bias is null ? TLanes.Zero : TLanes.Load(_buffers.Bias + channel);
        float* sums = _sums + channel, target = _buffers.Target + _at + channel, residual = _buffers.Residual;
        if (residual is not null)
        {
            residual += _at + channel;
        }
        for (int i = 0; i < _pixels; i++, sums += _channels, target += _channels)
        {
            TLanes value = TLanes.Load(sums) + bias;
            if (residual is not null)
            {
                value += TLanes.Load(residual);
                residual += _channels;
            }
            if (_buffers.Relu)
            {
                value = TLanes.Max(value, TLanes.Zero);
            }
            value.Store(target);
        }
    }
}
