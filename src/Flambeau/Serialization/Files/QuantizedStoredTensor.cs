namespace Flambeau.Serialization;

/// <summary>Integers that stand for <c>(value - zero point) * scale</c> (<c>_rebuild_qtensor</c>).</summary>
/// <param name="data">The integers.</param>
/// <param name="quantization">Their scales and zero points.</param>
internal sealed class QuantizedStoredTensor(DenseStoredTensor data, Quantization quantization) : StoredTensor
{
    /// <inheritdoc/>
    public override ElementType Type => data.Type;

    /// <inheritdoc/>
    public override IReadOnlyList<long> Sizes => data.Sizes;

    /// <inheritdoc/>
    public override StoredTensorKind Kind => StoredTensorKind.Quantized;

    /// <inheritdoc/>
    public override IEnumerable<DenseStoredTensor> Parts => [data, .. quantization.Parts];

    /// <inheritdoc/>
    public override Tensor Load(LoadContext context)
    {
        if (!context.Options.ConvertTensors)
        {
            throw new CheckpointException(
                $"tensors of dtype {Type.Name} are not supported; {nameof(CheckpointOptions)}."
                + $"{nameof(CheckpointOptions.ConvertTensors)} dequantises them to float32");
        }

        context.TakeConverted(this, sizeof(float));
        return Type.Name switch
        {
            "quint8" => Dequantize<byte>(DType.UInt8, context),
            "qint8" => Dequantize<sbyte>(DType.Int8, context),
            "qint32" => Dequantize<int>(DType.Int32, context),
            _ => throw new CheckpointException($"tensors of dtype {Type.Name} cannot be dequantised"),
        };
    }

    private Tensor Dequantize<T>(DType bits, LoadContext context)
        where T : unmanaged, System.Numerics.INumberBase<T>
    {
        Tensor raw = data.View(bits, 1);
        T[] elements = raw.ToArray<T>();
        (float[] scales, long[] zeroPoints) = quantization.Load(context);
        var output = Tensor.New(raw.Shape, DType.Float32);
        Span<float> destination = output.Span<float>();
        int inner = quantization.Axis is { } axis ? InnerSize(raw.Shape, axis) : Math.Max(1, elements.Length);
        for (int i = 0; i < elements.Length; i++)
        {
            int channel = i / inner % scales.Length;
            destination[i] = (long.CreateTruncating(elements[i]) - zeroPoints[channel]) * scales[channel];
        }

        return output;
    }

    private static int InnerSize(Shape shape, int axis)
    {
        int size = 1;
        for (int dim = axis + 1; dim < shape.Count; dim++)
        {
            size *= shape[dim];
        }

        return size;
    }
}
