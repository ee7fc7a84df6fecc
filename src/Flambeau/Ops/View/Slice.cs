namespace Flambeau;

/// <content>Parts of a dimension.</content>
public partial class Tensor
{
    /// <summary>A view of <paramref name="length"/> entries of one dimension from <paramref name="start"/> on (<c>Tensor.narrow</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The entries do not lie within the dimension.</exception>
    public Tensor Narrow(int dim, int start, int length)
    {
        int d = Check.Dim(nameof(Narrow), dim, Shape);
        RequireDims(nameof(Narrow));
        int from = start < 0 ? start + Shape[d] : start;
        if (from < 0 || length < 0 || from + (long)length > Shape[d])
        {
            throw new ArgumentOutOfRangeException(
                nameof(start), $"Narrow: {length} entries from {start} do not lie within dimension {d}. input has shape {Shape}.");
        }

        return Slice(d, from, from + length, 1);
    }

    /// <summary>
    /// A view of every <paramref name="step"/>-th entry of one dimension from <paramref name="start"/> up to, but without,
    /// <paramref name="end"/>; as in Python, negative positions count from the end and positions outside are clipped.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The step is not positive, or there is no such dimension.</exception>
    public Tensor Slice(int dim, int start = 0, int end = int.MaxValue, int step = 1)
    {
        int d = Check.Dim(nameof(Slice), dim, Shape);
        RequireDims(nameof(Slice));
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        int size = Shape[d];
        int from = Math.Clamp(start < 0 ? start + size : start, 0, size);
        int to = Math.Clamp(end < 0 ? end + size : end, from, size);
        int[] sizes = Shape.ToArray();
        sizes[d] = (to - from + step - 1) / step;
        int[] strides = (int[])_strides.Clone();
        strides[d] *= step;
        int offset = sizes[d] == 0 ? _offset : _offset + (from * _strides[d]);
        return View(Shape.Wrap(sizes), strides, offset, () => new SliceBackward(Shape, d, from, to, step));
    }

    /// <summary>A view of one entry of a dimension, without that dimension (<c>Tensor.select</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension or entry.</exception>
    public Tensor Select(int dim, int index)
    {
        int d = Check.Dim(nameof(Select), dim, Shape);
        RequireDims(nameof(Select));
        int size = Shape[d];
        int at = index < 0 ? index + size : index;
        if (at < 0 || at >= size)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index), index, $"Select: index {index} is out of range for dimension {d} of size {size}. input has shape {Shape}.");
        }

        Shape shape = [.. Shape.AsSpan()[..d], .. Shape.AsSpan()[(d + 1)..]];
        return View(shape, [.. _strides[..d], .. _strides[(d + 1)..]], _offset + (at * _strides[d]), () => new SelectBackward(Shape, d, at));
    }

    private void RequireDims(string op)
    {
        if (Dim == 0)
        {
            throw new ArgumentException($"{op}: input must have at least one dimension, but got a zero-dimensional tensor.");
        }
    }

    private sealed class SliceBackward(Shape input, int dim, int start, int end, int step) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var gradient = Zeros(input, gradOutput.DType);
            gradient.Slice(dim, start, end, step).CopyInPlace(gradOutput);
            return [gradient];
        }
    }

    private sealed class SelectBackward(Shape input, int dim, int index) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var gradient = Zeros(input, gradOutput.DType);
            gradient.Select(dim, index).CopyInPlace(gradOutput);
            return [gradient];
        }
    }
}
