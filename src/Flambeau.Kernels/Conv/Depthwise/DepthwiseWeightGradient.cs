using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>What one row of the output adds to the gradient of a depthwise weight, by vectors of channels.</summary>
internal unsafe ref struct DepthwiseWeightGradient : IDepthwiseBody, IChannelBody
{
    private readonly ref readonly ConvPass _pass;
    private readonly float* _source;
    private readonly nint _channels;
    private readonly float* _gradient;
    private readonly float* _sums;
    private DepthwiseWindow _window;

    /// <summary>The row <paramref name="line"/> of all images' output rows, added to sums [tap][channel].</summary>
    public DepthwiseWeightGradient(in ConvPass pass, float* x, float* dy, float* sums, int line)
    {
        _pass = ref pass;
        _channels = pass.SourceC;
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
        DepthwiseRow.AskForNext(in _pass, _source, in window);
        Channels.For(0, (int)_channels, ref this);
    }

    /// <inheritdoc/>
    public readonly void Run<TLanes>(int from, int to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint channels = _channels, row = (nint)_pass.Height.Dilation * _pass.Width.Source * channels;
        float* source = _source + (nint)_window.Column * _pass.Width.Stride * channels + _window.FirstKy * row;
        float* gradient = _gradient + _window.Column * channels;
        float* sums = _sums + _window.FirstKy * _pass.Width.Taps * channels;
        bool isThree = _pass.Width is { Taps: 3, Stride: 1, Dilation: 1 };
        for (int ky = _window.FirstKy; ky < _window.EndKy; ky++, source += row, sums += _pass.Width.Taps * channels)
        {
            if (!_window.IsFour)
            {
                One<TLanes>(from, to, source, gradient, sums);
            }
            else if (isThree)
            {
                FourOfThree<TLanes>(from, to, source, gradient, sums);
            }
            else
            {
                Four<TLanes>(from, to, source, gradient, sums);
            }
        }
    }

    private readonly void One<TLanes>(int from, int to, float* source, float* gradient, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint step = _pass.Width.Dilation * _channels;
        for (int kx = _window.FirstKx; kx < _window.EndKx; kx++)
        {
            float* x = source + kx * step, sum = sums + kx * _channels;
            for (int c = from; c < to; c += TLanes.Count)
            {
                TLanes.MultiplyAdd(TLanes.Load(x + c), TLanes.Load(gradient + c), TLanes.Load(sum + c)).Store(sum + c);
            }
        }
    }

    private readonly void Four<TLanes>(int from, int to, float* source, float* gradient, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint channels = _channels, step = _pass.Width.Dilation * channels, next = _pass.Width.Stride * channels;
        float* g = gradient, g1 = g + channels, g2 = g1 + channels, g3 = g2 + channels;
        for (int kx = 0; kx < _pass.Width.Taps; kx++, source += step, sums += channels)
        {
            float* x1 = source + next, x2 = x1 + next, x3 = x2 + next;
            for (int c = from; c < to; c += TLanes.Count)
            {
                TLanes sum = TLanes.MultiplyAdd(TLanes.Load(source + c), TLanes.Load(g + c), TLanes.Load(sums + c));
                sum = TLanes.MultiplyAdd(TLanes.Load(x1 + c), TLanes.Load(g1 + c), sum);
                sum = TLanes.MultiplyAdd(TLanes.Load(x2 + c), TLanes.Load(g2 + c), sum);
                TLanes.MultiplyAdd(TLanes.Load(x3 + c), TLanes.Load(g3 + c), sum).Store(sums + c);
            }
        }
    }

    /// <summary>Three neighbouring taps of four neighbouring pixels share six source pixels.</summary>
    private readonly void FourOfThree<TLanes>(int from, int to, float* source, float* gradient, float* sums)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint next = _channels;
        for (int c = from; c < to; c += TLanes.Count)
        {
            float* x = source + c, g = gradient + c, sum = sums + c;
            TLanes g0 = TLanes.Load(g), g1 = TLanes.Load(g + next);
            TLanes g2 = TLanes.Load(g + 2 * next), g3 = TLanes.Load(g + 3 * next);
            TLanes x0 = TLanes.Load(x), x1 = TLanes.Load(x + next), x2 = TLanes.Load(x + 2 * next);
            TLanes x3 = TLanes.Load(x + 3 * next), x4 = TLanes.Load(x + 4 * next), x5 = TLanes.Load(x + 5 * next);
            Add(sum, x0, x1, x2, x3, g0, g1, g2, g3);
            Add(sum + next, x1, x2, x3, x4, g0, g1, g2, g3);
            Add(sum + 2 * next, x2, x3, x4, x5, g0, g1, g2, g3);
        }
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
