namespace Flambeau.NN;

/// <content>Padding.</content>
public static partial class F
{
    /// <summary>
    /// Adds elements around the last dimensions (<c>F.pad</c>). Input: [*, W] or [*, H, W] and so on.
    /// </summary>
    /// <param name="input">The tensor.</param>
    /// <param name="pad">Before and after the last dimension, then the one before it, and so on; negative numbers cut off.</param>
    /// <param name="mode">What is added.</param>
    /// <param name="value">The value added with <see cref="PaddingMode.Zeros"/>.</param>
    /// <exception cref="ArgumentException">There are not two numbers per dimension, or more is added than the mode can fill.</exception>
    public static Tensor Pad(Tensor input, ReadOnlySpan<int> pad, PaddingMode mode = PaddingMode.Zeros, double value = 0)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (pad.Length % 2 != 0 || pad.Length / 2 > input.Dim)
        {
            throw new ArgumentException(
                $"Pad: there must be two numbers for each padded dimension, but got [{string.Join(", ", pad.ToArray())}]. input has shape {input.Shape}.", nameof(pad));
        }

        var output = input;
        for (int i = 0; i < pad.Length; i += 2)
        {
            int dim = input.Dim - 1 - (i / 2);
            output = mode == PaddingMode.Zeros
                ? PadConstant(output, dim, pad[i], pad[i + 1], value)
                : output.IndexSelect(dim, SourceIndices(input.Shape, dim, pad[i], pad[i + 1], mode));
        }

        return output;
    }

    private static Tensor PadConstant(Tensor input, int dim, int before, int after, double value)
    {
        var part = input.Slice(dim, Math.Max(0, -before), input.Shape[dim] - Math.Max(0, -after));
        var parts = new List<Tensor> { part };
        if (before > 0)
        {
            parts.Insert(0, Border(input, dim, before, value));
        }

        if (after > 0)
        {
            parts.Add(Border(input, dim, after, value));
        }

        return parts.Count == 1 ? part : Tensor.Cat(parts.ToArray(), dim);
    }

    private static Tensor Border(Tensor input, int dim, int size, double value)
    {
        int[] shape = input.Shape.ToArray();
        shape[dim] = size;
        return Tensor.Full(Shape.Wrap(shape), value, input.DType);
    }

    private static Tensor SourceIndices(Shape shape, int dim, int before, int after, PaddingMode mode)
    {
        int size = shape[dim];
        int most = mode switch { PaddingMode.Reflect => size - 1, PaddingMode.Circular => size, _ => int.MaxValue };
        if (before > most || after > most || size == 0)
        {
            throw new ArgumentException($"Pad: {mode} can add at most {most} elements to dimension {dim}, but got {before} and {after}. input has shape {shape}.");
        }

        long[] indices = new long[size + before + after];
        for (int i = 0; i < indices.Length; i++)
        {
            int at = i - before;
            indices[i] = mode switch
            {
                PaddingMode.Replicate => Math.Clamp(at, 0, size - 1),
                PaddingMode.Circular => (at + size) % size,
                _ => at < 0 ? -at : at >= size ? (2 * (size - 1)) - at : at,
            };
        }

        return Tensor.From(indices);
    }
}
