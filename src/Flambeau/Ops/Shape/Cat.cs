namespace Flambeau;

/// <content>Joining.</content>
public partial class Tensor
{
    /// <summary>The tensors one after the other along a dimension (<c>torch.cat</c>); the sizes of the others must agree.</summary>
    /// <exception cref="ArgumentException">There is no tensor, or the shapes do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor Cat(ReadOnlySpan<Tensor> tensors, int dim = 0)
    {
        if (tensors.IsEmpty)
        {
            throw new ArgumentException("Cat: there must be at least one tensor, but the list is empty.", nameof(tensors));
        }

        // as in PyTorch, vectors without elements fit everything
        Tensor[] inputs = Array.FindAll(tensors.ToArray(), t => t.Shape != new Shape(0));
        if (inputs.Length == 0)
        {
            return tensors[0].Clone();
        }

        var first = inputs[0];
        first.RequireDims(nameof(Cat));
        int d = Check.Dim(nameof(Cat), dim, first.Shape);
        var dtype = first.DType;
        int[] sizes = first.Shape.ToArray();
        sizes[d] = 0;
        foreach (var input in inputs)
        {
            CheckFits(first.Shape, input.Shape, d);
            dtype = TypePromotion.Of(dtype, input.DType);
            sizes[d] += input.Shape[d];
        }

        Shape shape = Shape.Wrap(sizes);
        var output = Array.TrueForAll(inputs, t => t.IsChannelsLast && !t.IsContiguous)
            ? NewStrided(shape, Layout.ChannelsLastStrides(shape), dtype)
            : New(shape, dtype);
        return Joined(output, Array.ConvertAll(inputs, t => t.To(dtype)), d);
    }

    /// <summary>The tensors, all of one shape, along a new dimension (<c>torch.stack</c>).</summary>
    /// <exception cref="ArgumentException">There is no tensor, or the shapes differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such place.</exception>
    public static Tensor Stack(ReadOnlySpan<Tensor> tensors, int dim = 0)
    {
        if (tensors.IsEmpty)
        {
            throw new ArgumentException("Stack: there must be at least one tensor, but the list is empty.", nameof(tensors));
        }

        var first = tensors[0];
        int d = Check.Dim(nameof(Stack), dim, first.Dim + 1, first.Shape);
        foreach (var tensor in tensors)
        {
            if (tensor.Shape != first.Shape)
            {
                throw new ArgumentException(
                    $"Stack: all shapes must be equal, but they are not. input has shape {first.Shape}, other has shape {tensor.Shape}.");
            }
        }

        return Cat(Array.ConvertAll(tensors.ToArray(), t => t.Unsqueeze(d)), d);
    }

    private static Tensor Joined(Tensor output, Tensor[] inputs, int dim)
    {
        int at = 0;
        foreach (var input in inputs)
        {
            int offset = input.Numel == 0 ? 0 : at * output._strides[dim];
            OverStorage(output._storage, input.Shape, output._strides, offset, output.DType).CopyFrom(input.Detach());
            at += input.Shape[dim];
        }

        output._storage.Version = 0;
        return Recorder.Wants(inputs)
            ? Recorder.Record(output, new CatBackward(Array.ConvertAll(inputs, t => t.Shape[dim]), dim), inputs)
            : output;
    }

    private static void CheckFits(Shape first, Shape other, int dim)
    {
        bool fits = first.Count == other.Count;
        for (int i = 0; fits && i < first.Count; i++)
        {
            fits = i == dim || first[i] == other[i];
        }

        if (!fits)
        {
            throw new ArgumentException(
                $"Cat: all sizes but dimension {dim}'s must be equal, but they are not. input has shape {first}, other has shape {other}.");
        }
    }

    // each input gets its part of the gradient, a view
    private sealed class CatBackward(int[] sizes, int dim) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var gradients = new Tensor?[sizes.Length];
            int at = 0;
            for (int i = 0; i < sizes.Length; i++)
            {
                gradients[i] = Needs(i) ? gradOutput.Narrow(dim, at, sizes[i]) : null;
                at += sizes[i];
            }

            return gradients;
        }
    }
}
