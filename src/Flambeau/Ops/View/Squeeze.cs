namespace Flambeau;

/// <content>Dimensions of size 1.</content>
public partial class Tensor
{
    /// <summary>A view without the dimensions of size 1 (<c>Tensor.squeeze()</c>).</summary>
    public Tensor Squeeze() => WithoutDims(Array.ConvertAll(Shape.ToArray(), size => size == 1));

    /// <summary>A view without dimension <paramref name="dim"/> if its size is 1 (<c>Tensor.squeeze(dim)</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Squeeze(int dim)
    {
        int d = Check.Dim(nameof(Squeeze), dim, Shape);
        bool[] drop = new bool[Dim];
        if (Dim > 0)
        {
            drop[d] = Shape[d] == 1;
        }

        return WithoutDims(drop);
    }

    /// <summary>A view with a dimension of size 1 inserted at <paramref name="dim"/> (<c>Tensor.unsqueeze</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public Tensor Unsqueeze(int dim)
    {
        int d = Check.Dim(nameof(Unsqueeze), dim, Dim + 1, Shape);
        int step = d < Dim ? Math.Max(1, Shape[d]) * _strides[d] : 1;
        Shape shape = [.. Shape.AsSpan()[..d], 1, .. Shape.AsSpan()[d..]];
        return View(shape, [.. _strides[..d], step, .. _strides[d..]], _offset, () => new UnsqueezeBackward(d));
    }

    private Tensor WithoutDims(bool[] drop)
    {
        int[] kept = [.. Enumerable.Range(0, Dim).Where(d => !drop[d])];
        Shape shape = Shape.Wrap(Array.ConvertAll(kept, d => Shape[d]));
        return View(shape, Array.ConvertAll(kept, d => _strides[d]), _offset, () => new SqueezeBackward(Shape));
    }

    private sealed class SqueezeBackward(Shape input) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.Reshape(input)];
    }

    private sealed class UnsqueezeBackward(int dim) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.Squeeze(dim)];
    }
}
