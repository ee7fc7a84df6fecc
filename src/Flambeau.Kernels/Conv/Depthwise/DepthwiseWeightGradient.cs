using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>What one row of the output adds to the gradient of a depthwise weight, by vectors of channels.</summary>
internal unsafe ref struct DepthwiseWeightGradient : IDepthwiseBody, IChannelBody
{
    private readonly ref readonly ConvPass _pass;
    private readonly float* _source;
    private readonly float* _gradient;
    private readonly float* _sums;
    private DepthwiseWindow _window;

    /// <summary>The row <paramref name="line"/> of all images' output rows, added to sums [tap][channel].</summary>
    public DepthwiseWeightGradient(in ConvPass pass, float* x, float* dy, float* sums, int line)
    {
        _pass = ref pass;
        _sums = sums;
        int image = line / pass.Height.Count, row = line % pass.Height.Count;
        nint firstRow = (nint)image * pass.Height.Source + pass.Height.Offset + row * pass.Height.Stride;
        _source = x + (firstRow * pass.Width.Source + pass.Width.Offset) * pass.SourceC;
        _gradient = dy + (nint)line * pass.Width.Count * pass.SourceC;
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
        nint channels = _pass.SourceC, row = (nint)_pass.Height.Dilation * _pass.Width.Source * channels;
        float* source = _source + (nint)_window.Column * _pass.Width.Stride * channels + channel + _window.FirstKy * row;
        float* gradient = _gradient + _window.Column * channels + channel;
        float* sums = _sums + _window.FirstKy * _pass.Width.Taps * channels + channel;
        for (int ky = _window.FirstKy; ky < _window.EndKy; ky++, source += row, sums += _pass.Width.Taps * channels)
        {
            if (!_window.IsFour)
            {
                One<TLanes>(source, gradient, sums);
            }
            else if (_pass.Width is { Taps: 3, Stride: 1, Dilation: 1 })
            {
                FourOfThree<TLanes>(source, gradient, sums);
            }
            else
            {
                Four<TLanes>(source, gradient, sums);
            }
        }
    }

    private readonly void One<TLanes>(float* source, float* gradient, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint channels = _pass.SourceC, step = _pass.Width.Dilation * channels;
        TLanes g = TLanes.Load(gradient);
        for (int kx = _window.FirstKx; kx < _window.EndKx; kx++)
        {
            float* sum = sums + kx * channels;
            TLanes.MultiplyAdd(TLanes.Load(source + kx * step), g, TLanes.Load(sum)).Store(sum);
        }
    }

    private readonly void Four<TLanes>(float* source, float* gradient, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint channels = _pass.SourceC, step = _pass.Width.Dilation * channels, next = _pass.Width.Stride * channels;
        TLanes g0 = TLanes.Load(gradient), g1 = TLanes.Load(gradient + channels);
        TLanes g2 = TLanes.Load(gradient + 2 * channels), g3 = TLanes.Load(gradient + 3 * channels);
        for (int kx = 0; kx < _pass.Width.Taps; kx++, source += step, sums += channels)
        {
            TLanes sum = TLanes.MultiplyAdd(TLanes.Load(source), g0, TLanes.Load(sums));
            sum = TLanes.MultiplyAdd(TLanes.Load(source + next), g1, sum);
            sum = TLanes.MultiplyAdd(TLanes.Load(source + 2 * next), g2, sum);
            TLanes.MultiplyAdd(TLanes.Load(source + 3 * next), g3, sum).Store(sums);
        }
    }

    /// <summary>Three neighbouring taps of four neighbouring pixels share six source pixels.</summary>
    private readonly void FourOfThree<TLanes>(float* source, float* gradient, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint next = _pass.SourceC;
        TLanes g0 = TLanes.Load(gradient), g1 = TLanes.Load(gradient + next);
        TLanes g2 = TLanes.Load(gradient + 2 * next), g3 = TLanes.Load(gradient + 3 * next);
        TLanes x0 = TLanes.Load(source), x1 = TLanes.Load(source + next), x2 = TLanes.Load(source + 2 * next);
        TLanes x3 = TLanes.Load(source + 3 * next), x4 = TLanes.Load(source + 4 * next), x5 = TLanes.Load(source + 5 * next);
        Add(sums, x0, x1, x2, x3, g0, g1, g2, g3);
        Add(sums + next, x1, x2, x3, x4, g0, g1, g2, g3);
        Add(sums + 2 * next, x2, x3, x4, x5, g0, g1, g2, g3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<TLanes>(
        float* sum, TLanes x0, TLanes x1, TLanes x2, TLanes x3, TLanes g0, TLanes g1, TLanes g2, TLanes g3)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        TLanes value = TLanes.MultiplyAdd(x1, g1, TLanes.MultiplyAdd(x0, g0, TLanes.Load(sum)));
        TLanes.MultiplyAdd(x3, g3, TLanes.MultiplyAdd(x2, g2, value)).Store(sum);
    }
}
