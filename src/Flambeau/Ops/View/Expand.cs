namespace Flambeau;

/// <content>Repetition without copies.</content>
public partial class Tensor
{
    /// <summary>A view in which dimensions of size 1 are repeated; -1 keeps a size, new dimensions come first (<c>Tensor.expand</c>).</summary>
    /// <exception cref="ArgumentException">A size other than 1 would change.</exception>
    public Tensor Expand(params ReadOnlySpan<int> shape)
    {
        int added = shape.Length - Dim;
        int[] sizes = shape.ToArray();
        bool fits = added >= 0;
        for (int d = Math.Max(0, added); fits && d < sizes.Length; d++)
        {
            int own = Shape[d - added];
            sizes[d] = sizes[d] == -1 ? own : sizes[d];
            fits = sizes[d] == own || (own == 1 && sizes[d] >= 0);
        }

        if (!fits || Array.Exists(sizes, size => size < 0))
        {
            throw new ArgumentException($"Expand: only dimensions of size 1 can be repeated, but got [{string.Join(", ", shape.ToArray())}]. input has shape {Shape}.", nameof(shape));
        }

        Shape target = Shape.Wrap(sizes);
        return View(target, Layout.BroadcastStrides(Shape, _strides, sizes), _offset, () => new ExpandBackward(Shape));
    }

    /// <summary>A view with the shape of another tensor (<c>Tensor.expand_as</c>).</summary>
    /// <exception cref="ArgumentException">A size other than 1 would change.</exception>
    public Tensor ExpandAs(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Expand(other.Shape);
    }

    private sealed class ExpandBackward(Shape input) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.SumTo(input)];
    }
}
