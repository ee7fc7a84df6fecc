namespace Flambeau;

/// <content>Other shapes over the same elements.</content>
public partial class Tensor
{
    /// <summary>A view with another shape; one size may be -1 and is inferred (<c>Tensor.view</c>).</summary>
    /// <remarks>
    /// Images are kept channels-last, an order nobody asked for, so where that order alone stands in the way, as in
    /// <c>x.View(x.Size(0), -1)</c> before a linear layer, the result is a copy.
    /// </remarks>
    /// <exception cref="ArgumentException">The number of elements differs, or only a copy can have the shape.</exception>
    public Tensor View(params ReadOnlySpan<int> shape)
    {
        Shape target = InferShape(nameof(View), shape);
        return TryView(target) ?? (IsChannelsLast ? Contiguous().TryView(target) : null) ?? throw new ArgumentException(
            $"View: the memory layout cannot be seen with shape {target} without a copy; use Reshape. input has shape {Shape} and strides [{string.Join(", ", _strides)}].");
    }

    /// <summary>The elements in row-major order with another shape, a view where possible; one size may be -1 and is inferred (<c>Tensor.reshape</c>).</summary>
    /// <exception cref="ArgumentException">The number of elements differs.</exception>
    public Tensor Reshape(params ReadOnlySpan<int> shape)
    {
        Shape target = InferShape(nameof(Reshape), shape);
        return TryView(target) ?? Contiguous().TryView(target)!;
    }

    /// <summary>Merges dimensions <paramref name="startDim"/> to <paramref name="endDim"/> into one (<c>Tensor.flatten</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Flatten(int startDim = 0, int endDim = -1)
    {
        int start = Check.Dim(nameof(Flatten), startDim, Shape);
        int end = Check.Dim(nameof(Flatten), endDim, Shape);
        if (start > end)
        {
            throw new ArgumentException($"Flatten: startDim must not lie after endDim, but got {startDim} and {endDim}. input has shape {Shape}.");
        }

        if (Dim == 0)
        {
            return Reshape(1);
        }

        int merged = 1;
        foreach (int size in Shape.AsSpan()[start..(end + 1)])
        {
            merged *= size;
        }

        return start == end ? this : Reshape([.. Shape.AsSpan()[..start], merged, .. Shape.AsSpan()[(end + 1)..]]);
    }

    /// <summary>Splits one dimension into several; one size may be -1 and is inferred (<c>Tensor.unflatten</c>).</summary>
    /// <exception cref="ArgumentException">The product of the sizes differs from the dimension's.</exception>
    public Tensor Unflatten(int dim, params ReadOnlySpan<int> sizes)
    {
        int d = Check.Dim(nameof(Unflatten), dim, Shape);
        Shape inner = InferShape(nameof(Unflatten), sizes, new Shape(Shape[d]));
        return Reshape([.. Shape.AsSpan()[..d], .. inner.AsSpan(), .. Shape.AsSpan()[(d + 1)..]]);
    }

    private Tensor? TryView(Shape target) => Layout.ViewStrides(Shape, _strides, target) is { } strides
        ? View(target, strides, _offset, () => new ViewBackward(Shape))
        : null;

    private Shape InferShape(string op, ReadOnlySpan<int> shape) => InferShape(op, shape, Shape);

    private static Shape InferShape(string op, ReadOnlySpan<int> shape, Shape input)
    {
        int[] sizes = shape.ToArray();
        int inferred = Array.IndexOf(sizes, -1);
        long known = 1;
        for (int d = 0; d < sizes.Length; d++)
        {
            if (sizes[d] < -1 || (sizes[d] == -1 && d != inferred))
            {
                throw new ArgumentException($"{op}: one size may be -1 and no other negative, but got [{string.Join(", ", sizes)}]. input has shape {input}.");
            }

            known *= d == inferred ? 1 : sizes[d];
        }

        if (inferred >= 0 && known > 0 && input.Numel % known == 0)
        {
            sizes[inferred] = (int)(input.Numel / known);
            known = input.Numel;
        }

        if (known != input.Numel || Array.IndexOf(sizes, -1) >= 0)
        {
            throw new ArgumentException(
                $"{op}: the number of elements must stay {input.Numel}, but shape [{string.Join(", ", shape.ToArray())}] does not fit it. input has shape {input}.");
        }

        return Shape.Wrap(sizes);
    }

    private sealed class ViewBackward(Shape input) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.Reshape(input)];
    }
}
