using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>The largest of each square of 2 x 2 pixels of two lines, channel by channel and scaled; NaN when one of them is.</summary>
internal readonly unsafe ref struct SquareMax<T> : IChannelBody
    where T : unmanaged
{
    /// <summary>The upper line.</summary>
    public T* Lines { get; init; }

    /// <summary>Elements from the upper line to the lower one.</summary>
    public nint Line { get; init; }

    /// <summary>Elements from one pixel of a line to the next.</summary>
    public nint Pixel { get; init; }

    /// <summary>One factor per channel for all pixels, or null.</summary>
    public T* Scale { get; init; }

    /// <summary>Number of squares.</summary>
    public int Squares { get; init; }

    /// <summary>Where the results go; the beginning of the lines is allowed.</summary>
    public T* Target { get; init; }

    /// <summary>Elements from one result to the next.</summary>
    public nint TargetPixel { get; init; }

    /// <summary>Whether the results go past the caches.</summary>
    public bool Streams { get; init; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run<TLanes>(int from, int to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        T* target = Target, scale = Scale;
        nint pixel = Pixel, line = Line, targetPixel = TargetPixel;
        bool streams = Streams;
        for (int square = 0; square < Squares; square++)
        {
            T* upper = Lines + (2 * square * pixel), lower = upper + line;
            for (int channel = from; channel < to; channel += TLanes.Count)
            {
                TLanes a = TLanes.Load(upper + channel), b = TLanes.Load(upper + pixel + channel);
                TLanes c = TLanes.Load(lower + channel), d = TLanes.Load(lower + pixel + channel);
                if (scale is not null)
                {
                    TLanes factor = TLanes.Load(scale + channel);
                    (a, b, c, d) = (a * factor, b * factor, c * factor, d * factor);
                }

                TLanes largest = TLanes.Max(TLanes.Max(a, b), TLanes.Max(c, d));
                Streaming.Store(largest, target + (square * targetPixel) + channel, streams);
            }
        }
    }
}
