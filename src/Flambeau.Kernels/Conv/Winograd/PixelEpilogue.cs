using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The epilogue applied while finished sums of some neighbouring pixels are copied to the target.</summary>
/// <remarks>The scale comes to the sums, not to the weights: where there are few pixels, the sums are fewer.</remarks>
internal readonly unsafe ref struct PixelEpilogue : IChannelBody
{
    private readonly ref readonly ConvBuffers<float> _buffers;
    private readonly float* _sums;
    private readonly nint _at;
    private readonly int _pixels;
    private readonly int _channels;
    private readonly bool _streams;

    private PixelEpilogue(in ConvBuffers<float> buffers, float* sums, nint at, int pixels, int channels, bool streams)
    {
        _buffers = ref buffers;
        (_at, _pixels, _channels, _streams) = (at, pixels, channels, streams);
        _sums = sums;
    }

    /// <summary>
    /// Stores pixels of contiguous channels to element <paramref name="at"/> of the target, past the caches where it
    /// <paramref name="streams"/>.
    /// </summary>
    public static void Store(
        in ConvBuffers<float> buffers, float* sums, nint at, int pixels, int channels, bool streams)
    {
        var body = new PixelEpilogue(in buffers, sums, at, pixels, channels, streams);
        Channels.For(0, channels, ref body);
    }

    /// <summary>The activation of some sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Apply<TLanes>(Activation activation, TLanes value)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (activation != Activation.None)
        {
            value = TLanes.Max(value, TLanes.Zero);
        }
        return activation == Activation.ReLU6 ? TLanes.Min(value, TLanes.Create(6f)) : value;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLanes>(int from, int to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        float* target = _buffers.Target + _at, bias = _buffers.Bias;
        float* residual = _buffers.Residual is null ? null : _buffers.Residual + _at;

        // the largest of a square was found among scaled sums
        float* scale = _buffers.Pools ? null : _buffers.Scale;
        Activation activation = _buffers.Activation;
        bool streams = _streams;
        for (int i = 0; i < _pixels; i++)
        {
            nint pixel = (nint)i * _channels;
            for (int channel = from; channel < to; channel += TLanes.Count)
            {
                TLanes value = TLanes.Load(_sums + pixel + channel);
                if (scale is not null)
                {
                    value *= TLanes.Load(scale + channel);
                }
                if (bias is not null)
                {
                    value += TLanes.Load(bias + channel);
                }
                if (residual is not null)
                {
                    value += TLanes.Load(residual + pixel + channel);
                }
                Streaming.Store(Apply(activation, value), target + pixel + channel, streams);
            }
        }
    }
}
