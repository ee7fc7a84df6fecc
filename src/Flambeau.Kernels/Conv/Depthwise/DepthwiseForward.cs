using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The forward sums of one row of a depthwise convolution, by vectors of channels.</summary>
internal unsafe ref struct DepthwiseForward : IDepthwiseBody, IChannelBody
{
    private readonly ref readonly ConvPass _pass;
    private readonly float* _source;
    private readonly float* _weights;
    private readonly float* _bias;
    private readonly float* _residual;
    private readonly float* _output;
    private readonly Activation _activation;
    private readonly nint _channels;
    private readonly nint _rowStep;
    private readonly nint _weightStep;
    private readonly nint _target;
    private readonly nint _targetNext;
    private DepthwiseWindow _window;

    /// <summary>The row <paramref name="line"/> of all images' target rows, with weights [tap][channel].</summary>
    public DepthwiseForward(in ConvPass pass, in ConvBuffers<float> buffers, float* weights, int line)
    {
        _pass = ref pass;
        _weights = weights;
        _bias = buffers.Bias;
        _residual = buffers.Residual;
        _output = buffers.Target;
        _activation = buffers.Activation;
        _channels = pass.SourceC;
        _rowStep = (nint)pass.Height.Dilation * pass.Width.Source * _channels;
        _weightStep = pass.Width.Taps * _channels;
        int image = line / pass.Height.Count, row = line % pass.Height.Count;
        nint firstRow = (nint)image * pass.Height.Source + pass.Height.Offset + row * pass.Height.Stride;
        _source = buffers.Source + (firstRow * pass.Width.Source + pass.Width.Offset) * _channels;
        nint targetRow = (nint)image * pass.Height.Target + pass.Height.First + row * pass.Height.Step;
        _target = (targetRow * pass.Width.Target + pass.Width.First) * _channels;
        _targetNext = pass.Width.Step * _channels;
    }

    /// <inheritdoc/>
    public void Run(in DepthwiseWindow window)
    {
        _window = window;
        DepthwiseRow.AskForNext(in _pass, _source, in window);
        Channels.For(0, (int)_channels, ref this);
    }

    /// <inheritdoc/>
    public readonly void Run<TLanes>(int from, int to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        float* source = _source + (nint)_window.Column * _pass.Width.Stride * _channels + _window.FirstKy * _rowStep;
        nint target = _target + (nint)_window.Column * _targetNext;
        if (!_window.IsFour)
        {
            One<TLanes>(from, to, source, target);
        }
        else if (_pass.Width is { Taps: 3, Stride: 1, Dilation: 1 })
        {
            FourOfThree<TLanes>(from, to, source, target);
        }
        else
        {
            Four<TLanes>(from, to, source, target);
        }
    }

    private readonly void One<TLanes>(int from, int to, float* source, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint channels = _channels, step = _pass.Width.Dilation * channels, rowStep = _rowStep, weightStep = _weightStep;
        int rows = _window.EndKy - _window.FirstKy, columns = _window.EndKx - _window.FirstKx;
        float* weights = _weights + _window.FirstKy * weightStep + _window.FirstKx * channels;
        source += _window.FirstKx * step;
        for (int c = from; c < to; c += TLanes.Count)
        {
            TLanes sum = TLanes.Zero;
            float* line = source + c, lineWeights = weights + c;
            for (int ky = 0; ky < rows; ky++, line += rowStep, lineWeights += weightStep)
            {
                float* x = line, w = lineWeights;
                for (int kx = 0; kx < columns; kx++, x += step, w += channels)
                {
                    sum = TLanes.MultiplyAdd(TLanes.Load(x), TLanes.Load(w), sum);
                }
            }
            Store(sum, c, target);
        }
    }

    private readonly void Four<TLanes>(int from, int to, float* source, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint channels = _channels, next = _pass.Width.Stride * channels, step = _pass.Width.Dilation * channels;
        nint rowStep = _rowStep, weightStep = _weightStep;
        int rows = _window.EndKy - _window.FirstKy, columns = _pass.Width.Taps;
        float* weights = _weights + _window.FirstKy * weightStep;
        for (int c = from; c < to; c += TLanes.Count)
        {
            TLanes s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
            float* line = source + c, lineWeights = weights + c;
            for (int ky = 0; ky < rows; ky++, line += rowStep, lineWeights += weightStep)
            {
                float* x = line, w = lineWeights;
                for (int kx = 0; kx < columns; kx++, x += step, w += channels)
                {
                    TLanes weight = TLanes.Load(w);
                    s0 = TLanes.MultiplyAdd(TLanes.Load(x), weight, s0);
                    s1 = TLanes.MultiplyAdd(TLanes.Load(x + next), weight, s1);
                    s2 = TLanes.MultiplyAdd(TLanes.Load(x + 2 * next), weight, s2);
                    s3 = TLanes.MultiplyAdd(TLanes.Load(x + 3 * next), weight, s3);
                }
            }
            StoreFour(s0, s1, s2, s3, c, target);
        }
    }

    /// <summary>Three neighbouring taps of four neighbouring pixels share six source pixels.</summary>
    private readonly void FourOfThree<TLanes>(int from, int to, float* source, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint next = _channels, rowStep = _rowStep, weightStep = _weightStep;
        int rows = _window.EndKy - _window.FirstKy;
        float* weights = _weights + _window.FirstKy * weightStep;
        for (int c = from; c < to; c += TLanes.Count)
        {
            TLanes s0 = TLanes.Zero, s1 = TLanes.Zero, s2 = TLanes.Zero, s3 = TLanes.Zero;
            float* x = source + c, w = weights + c;
            for (int ky = 0; ky < rows; ky++, x += rowStep, w += weightStep)
            {
                TLanes w0 = TLanes.Load(w), w1 = TLanes.Load(w + next), w2 = TLanes.Load(w + 2 * next);
                TLanes x0 = TLanes.Load(x), x1 = TLanes.Load(x + next), x2 = TLanes.Load(x + 2 * next);
                TLanes x3 = TLanes.Load(x + 3 * next), x4 = TLanes.Load(x + 4 * next), x5 = TLanes.Load(x + 5 * next);
                s0 = TLanes.MultiplyAdd(x2, w2, TLanes.MultiplyAdd(x1, w1, TLanes.MultiplyAdd(x0, w0, s0)));
                s1 = TLanes.MultiplyAdd(x3, w2, TLanes.MultiplyAdd(x2, w1, TLanes.MultiplyAdd(x1, w0, s1)));
                s2 = TLanes.MultiplyAdd(x4, w2, TLanes.MultiplyAdd(x3, w1, TLanes.MultiplyAdd(x2, w0, s2)));
                s3 = TLanes.MultiplyAdd(x5, w2, TLanes.MultiplyAdd(x4, w1, TLanes.MultiplyAdd(x3, w0, s3)));
            }
            StoreFour(s0, s1, s2, s3, c, target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void StoreFour<TLanes>(TLanes s0, TLanes s1, TLanes s2, TLanes s3, int channel, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        Store(s0, channel, target);
        Store(s1, channel, target + _targetNext);
        Store(s2, channel, target + 2 * _targetNext);
        Store(s3, channel, target + 3 * _targetNext);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Store<TLanes>(TLanes sum, int channel, nint target)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        if (_bias is not null)
        {
            sum += TLanes.Load(_bias + channel);
        }
        if (_residual is not null)
        {
            sum += TLanes.Load(_residual + target + channel);
        }
        PixelEpilogue.Apply(_activation, sum).Store(_output + target + channel);
    }
}
