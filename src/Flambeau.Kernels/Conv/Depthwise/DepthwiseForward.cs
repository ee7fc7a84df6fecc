using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The forward sums of one row of a depthwise convolution, by vectors of channels.</summary>
internal unsafe ref struct DepthwiseForward : IDepthwiseBody, IChannelBody
{
    private readonly ref readonly ConvPass _pass;
    private readonly ref readonly ConvBuffers<float> _buffers;
    private readonly float* _source;
    private readonly float* _weights;
    private readonly nint _target;
    private DepthwiseWindow _window;

    /// <summary>The row <paramref name="line"/> of all images' target rows, with weights [tap][channel].</summary>
    public DepthwiseForward(in ConvPass pass, in ConvBuffers<float> buffers, float* weights, int line)
    {
        _pass = ref pass;
        _buffers = ref buffers;
        _weights = weights;
        int image = line / pass.Height.Count, row = line % pass.Height.Count;
        nint firstRow = (nint)image * pass.Height.Source + pass.Height.Offset + row * pass.Height.Stride;
        _source = buffers.Source + (firstRow * pass.Width.Source + pass.Width.Offset) * pass.SourceC;
        nint targetRow = (nint)image * pass.Height.Target + pass.Height.First + row * pass.Height.Step;
        _target = (targetRow * pass.Width.Target + pass.Width.First) * pass.TargetC;
    }

    /// <inheritdoc/>
    public void Run(in DepthwiseWindow window)
    {
        _window = window;
        Channels.For(0, _pass.SourceC, ref this);
    }

    /// <inheritdoc/>
    public readonly void Run<TLanes>(int channel)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int channels = _pass.SourceC;
        float* source = _source + (nint)_window.Column * _pass.Width.Stride * channels + channel;
        nint target = _target + (nint)_window.Column * _pass.Width.Step * channels + channel;
        if (!_window.IsFour)
        {
            One<TLanes>(source, channel, target);
        }
        else if (_pass.Width is { Taps: 3, Stride: 1, Dilation: 1 })
        {
            FourOfThree<TLanes>(source, channel, target);
        }
        else
        {
            Four<TLanes>(source, channel, target);
        }
    }

    private readonly void One<TLanes>(float* source, int channel, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes sum = TLanes.Zero;
        for (int ky = _window.FirstKy; ky < _window.EndKy; ky++)
        {
            float* row = Row(source, ky), weight = Weight(channel, ky) + (nint)_window.FirstKx * _pass.SourceC;
            nint step = (nint)_pass.Width.Dilation * _pass.SourceC;
            row += _window.FirstKx * step;
            for (int kx = _window.FirstKx; kx < _window.EndKx; kx++, row += step, weight += _pass.SourceC)
            {
                sum = TLanes.MultiplyAdd(TLanes.Load(row), TLanes.Load(weight), sum);
            }
        }
        Store(sum, channel, target);
    }

    private readonly void Four<TLanes>(float* source, int channel, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        int channels = _pass.SourceC;
        nint next = (nint)_pass.Width.Stride * channels, step = (nint)_pass.Width.Dilation * channels;
        TLanes s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
        for (int ky = _window.FirstKy; ky < _window.EndKy; ky++)
        {
            float* row = Row(source, ky), weight = Weight(channel, ky);
            for (int kx = 0; kx < _pass.Width.Taps; kx++, row += step, weight += channels)
            {
                TLanes w = TLanes.Load(weight);
                s0 = TLanes.MultiplyAdd(TLanes.Load(row), w, s0);
                s1 = TLanes.MultiplyAdd(TLanes.Load(row + next), w, s1);
                s2 = TLanes.MultiplyAdd(TLanes.Load(row + 2 * next), w, s2);
                s3 = TLanes.MultiplyAdd(TLanes.Load(row + 3 * next), w, s3);
            }
        }
        StoreFour(s0, s1, s2, s3, channel, target);
    }

    /// <summary>Three neighbouring taps of four neighbouring pixels share six source pixels.</summary>
    private readonly void FourOfThree<TLanes>(float* source, int channel, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint next = _pass.SourceC;
        TLanes s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
        for (int ky = _window.FirstKy; ky < _window.EndKy; ky++)
        {
            float* row = Row(source, ky), weight = Weight(channel, ky);
            TLanes w0 = TLanes.Load(weight), w1 = TLanes.Load(weight + next), w2 = TLanes.Load(weight + 2 * next);
            TLanes x0 = TLanes.Load(row), x1 = TLanes.Load(row + next), x2 = TLanes.Load(row + 2 * next);
            TLanes x3 = TLanes.Load(row + 3 * next), x4 = TLanes.Load(row + 4 * next), x5 = TLanes.Load(row + 5 * next);
            s0 = TLanes.MultiplyAdd(x2, w2, TLanes.MultiplyAdd(x1, w1, TLanes.MultiplyAdd(x0, w0, s0)));
            s1 = TLanes.MultiplyAdd(x3, w2, TLanes.MultiplyAdd(x2, w1, TLanes.MultiplyAdd(x1, w0, s1)));
            s2 = TLanes.MultiplyAdd(x4, w2, TLanes.MultiplyAdd(x3, w1, TLanes.MultiplyAdd(x2, w0, s2)));
            s3 = TLanes.MultiplyAdd(x5, w2, TLanes.MultiplyAdd(x4, w1, TLanes.MultiplyAdd(x3, w0, s3)));
        }
        StoreFour(s0, s1, s2, s3, channel, target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float* Row(float* source, int ky) =>
        source + (nint)ky * _pass.Height.Dilation * _pass.Width.Source * _pass.SourceC;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly float* Weight(int channel, int ky) => _weights + (nint)ky * _pass.Width.Taps * _pass.SourceC + channel;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void StoreFour<TLanes>(TLanes s0, TLanes s1, TLanes s2, TLanes s3, int channel, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint next = (nint)_pass.Width.Step * _pass.SourceC;
        Store(s0, channel, target);
        Store(s1, channel, target + next);
        Store(s2, channel, target + 2 * next);
        Store(s3, channel, target + 3 * next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store<TLanes>(TLanes sum, int channel, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (_buffers.Bias is not null)
        {
            sum += TLanes.Load(_buffers.Bias + channel);
        }
        if (_buffers.Residual is not null)
        {
            sum += TLanes.Load(_buffers.Residual + target);
        }
        if (_buffers.Relu)
        {
            sum = TLanes.Max(sum, TLanes.Zero);
        }
        sum.Store(_buffers.Target + target);
    }
}
