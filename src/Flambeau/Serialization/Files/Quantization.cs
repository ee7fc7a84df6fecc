namespace Flambeau.Serialization;

/// <summary>Scales and zero points: one of each, or one for every index along an axis.</summary>
internal sealed class Quantization
{
    private readonly double _scale;
    private readonly long _zeroPoint;
    private readonly DenseStoredTensor? _scales;
    private readonly DenseStoredTensor? _zeroPoints;

    /// <summary>One scale for the whole tensor (<c>torch.per_tensor_affine</c>).</summary>
    public Quantization(double scale, long zeroPoint) => (_scale, _zeroPoint) = (scale, zeroPoint);

    /// <summary>A scale for every index along an axis (<c>torch.per_channel_affine</c>).</summary>
    /// <exception cref="CheckpointException">There is not one real scale and one zero point for every index.</exception>
    public Quantization(DenseStoredTensor scales, DenseStoredTensor zeroPoints, long axis, long[] sizes)
    {
        if (axis < 0 || axis >= sizes.Length || scales.Sizes is not [var count] || zeroPoints.Sizes is not [var zeros]
            || count != sizes[axis] || zeros != count)
        {
            throw new CheckpointException(
                $"a tensor of shape [{string.Join(", ", sizes)}] is quantised along dimension {axis} with scales of "
                + $"shape {scales.Shape} and zero points of shape {zeroPoints.Shape}");
        }

        if (scales.Type.PartType is not null || zeroPoints.Type.PartType is not null)
        {
            throw new CheckpointException(
                $"a tensor is quantised with {scales.Type.Name} scales and {zeroPoints.Type.Name} zero points");
        }

        (_scales, _zeroPoints, Axis) = (scales, zeroPoints, (int)axis);
    }

    /// <summary>The axis, or null for one scale.</summary>
    public int? Axis { get; }

    /// <summary>The tensors it is made of.</summary>
    public IEnumerable<DenseStoredTensor> Parts => Axis is null ? [] : [_scales!, _zeroPoints!];

    /// <summary>Reads the scales, at least one, and as many zero points.</summary>
    /// <exception cref="CheckpointException">They take more memory than the file's length allows.</exception>
    public (float[] Scales, long[] ZeroPoints) Load(LoadContext context)
    {
        if (Axis is null || _scales!.Numel == 0)
        {
            return ([(float)_scale], [_zeroPoint]);
        }

        context.TakeConverted(_scales, sizeof(float));
        context.TakeConverted(_zeroPoints!, sizeof(long));
        return (_scales.Load(context).To(DType.Float32).ToArray<float>(),
            _zeroPoints!.Load(context).To(DType.Int64).ToArray<long>());
    }
}
