namespace Flambeau;

/// <content>Other orders of dimensions.</content>
public partial class Tensor
{
    /// <summary>The matrix with rows and columns exchanged; a view (<c>Tensor.T</c>).</summary>
    /// <exception cref="ArgumentException">The tensor has more than two dimensions.</exception>
    public Tensor T
    {
        get
        {
            if (Dim > 2)
            {
                throw new ArgumentException($"T: input must have at most two dimensions; use Permute or Transpose. input has shape {Shape}.");
            }

            return Dim < 2 ? this : Transpose(0, 1);
        }
    }

    /// <summary>A view with two dimensions exchanged (<c>Tensor.transpose</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor Transpose(int dim0, int dim1)
    {
        int a = Check.Dim(nameof(Transpose), dim0, Shape);
        int b = Check.Dim(nameof(Transpose), dim1, Shape);
        int[] order = [.. Enumerable.Range(0, Dim)];
        if (Dim > 0)
        {
            (order[a], order[b]) = (b, a);
        }

        return Permuted(order, "TransposeBackward0");
    }

    /// <summary>A view whose dimension i is this tensor's dimension dims[i] (<c>Tensor.permute</c>).</summary>
    /// <exception cref="ArgumentException">The dimensions are not a permutation.</exception>
    public Tensor Permute(params ReadOnlySpan<int> dims)
    {
        if (dims.Length != Dim || (Dim > 0 && Array.Exists(Check.DimMask(nameof(Permute), dims, Shape), seen => !seen)))
        {
            throw new ArgumentException($"Permute: every dimension must be named once, but got [{string.Join(", ", dims.ToArray())}]. input has shape {Shape}.", nameof(dims));
        }

        return Permuted(Array.ConvertAll(dims.ToArray(), d => d < 0 ? d + Dim : d), "PermuteBackward0");
    }

    /// <summary>A view with one dimension moved to another place (<c>Tensor.movedim</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public Tensor MoveDim(int source, int destination)
    {
        int from = Check.Dim(nameof(MoveDim), source, Shape);
        int to = Check.Dim(nameof(MoveDim), destination, Shape);
        var order = Enumerable.Range(0, Dim).ToList();
        order.Remove(from);
        order.Insert(to, from);
        return Permuted([.. order], "PermuteBackward0");
    }

    private Tensor Permuted(int[] order, string name)
    {
        Shape shape = Shape.Wrap(Array.ConvertAll(order, d => Shape[d]));
        return View(shape, Array.ConvertAll(order, d => _strides[d]), _offset, () => new PermuteBackward(order, name));
    }

    private sealed class PermuteBackward(int[] order, string name) : BackwardNode
    {
        public override string Name => name;

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            int[] inverse = new int[order.Length];
            for (int d = 0; d < order.Length; d++)
            {
                inverse[order[d]] = d;
            }

            return [gradOutput.Permute(inverse)];
        }
    }
}
