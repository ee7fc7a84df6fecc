using System.Runtime.CompilerServices;

namespace Flambeau.Kernels;

/// <summary>A line transform applied to the columns and then to the rows of squares of pixels: T X T'.</summary>
internal readonly unsafe ref struct TwoSided<TTransform> : IChannelBody
    where TTransform : struct, ILineTransform
{
    private readonly ref readonly TransformStrides _strides;

    private TwoSided(in TransformStrides strides) => _strides = ref strides;

    /// <summary>Transforms all channels of the squares.</summary>
    public static void Apply(in TransformStrides strides, int channels)
    {
        var body = new TwoSided<TTransform>(in strides);
        Channels.For(0, channels, ref body);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public void Run<TLanes>(int from, int to)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        nint sourceRow = _strides.SourceRow, sourceColumn = _strides.SourceColumn;
        nint targetRow = _strides.TargetRow, targetColumn = _strides.TargetColumn;
        float* room = _strides.Buffer, firstSource = _strides.Source, firstTarget = _strides.Target;
        for (int square = _strides.Squares; square > 0; square--)
        {
            for (int channel = from; channel < to; channel += TLanes.Count)
            {
                float* source = firstSource + channel, target = firstTarget + channel, buffer = room;
                for (int j = 0; j < TTransform.In; j++)
                {
                    TTransform.Apply<TLanes>(source, sourceRow, buffer + j * TLanes.Count, TTransform.In * TLanes.Count);
                    source += sourceColumn;
                }
                for (int i = 0; i < TTransform.Out; i++)
                {
                    TTransform.Apply<TLanes>(buffer, TLanes.Count, target, targetColumn);
                    buffer += TTransform.In * TLanes.Count;
                    target += targetRow;
                }
            }
            firstSource += _strides.SourceSquare;
            firstTarget += _strides.TargetSquare;
        }
    }
}
