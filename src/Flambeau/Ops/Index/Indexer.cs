namespace Flambeau;

/// <content>Indexing with brackets, as in Python.</content>
public partial class Tensor
{
    /// <summary>
    /// The part of the tensor that the entries name, one per dimension from the first on. Integers, ranges such as
    /// <c>1..^1</c>, <see cref="TensorIndex.Slice"/>, <see cref="TensorIndex.Ellipsis"/> and
    /// <see cref="TensorIndex.NewAxis"/> give views; tensors of positions or truth values give copies. Setting overwrites
    /// the part by a tensor that broadcasts to it.
    /// </summary>
    /// <exception cref="ArgumentException">There are too many entries, or a mask has another shape than the dimensions it covers.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A position lies outside its dimension.</exception>
    [System.Runtime.CompilerServices.IndexerName("Entry")]
    public Tensor this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            var view = BasicPart(indices, out var advanced);
            return advanced.Count == 0 ? view : new AdvancedIndex(view, advanced).Read();
        }

        set
        {
            ArgumentNullException.ThrowIfNull(value);
            var view = BasicPart(indices, out var advanced);
            if (advanced.Count == 0)
            {
                view.CopyInPlace(value);
            }
            else
            {
                var index = new AdvancedIndex(view, advanced);
                view.PutInPlace("this[]", index.Map, index.Fit(value.To(DType)), accumulate: false);
            }
        }
    }

    // applies all but the tensors, which are returned with the dimension of the view they stand for
    private Tensor BasicPart(ReadOnlySpan<TensorIndex> indices, out List<(int Dim, Tensor Index)> advanced)
    {
        advanced = [];
        int covered = 0;
        foreach (var index in indices)
        {
            covered += Covers(index);
        }

        if (covered > Dim)
        {
            throw new ArgumentException($"this[]: {covered} dimensions are indexed, but the tensor has {Dim}. input has shape {Shape}.");
        }

        var view = this;
        int dim = 0;
        foreach (var index in indices)
        {
            switch (index.Kind)
            {
                case TensorIndexKind.Select:
                    view = view.Select(dim, index.Start);
                    break;
                case TensorIndexKind.Slice:
                    view = index.Start == 0 && index.End == int.MaxValue && index.Step == 1 ? view : view.Slice(dim, index.Start, index.End, index.Step);
                    dim++;
                    break;
                case TensorIndexKind.NewAxis:
                    view = view.Unsqueeze(dim++);
                    break;
                case TensorIndexKind.Ellipsis:
                    dim += Dim - covered;
                    break;
                default:
                    dim = AddTensor(view, dim, index.Tensor!, advanced);
                    break;
            }
        }

        return ReferenceEquals(view, this) && advanced.Count == 0 ? View(Shape) : view;
    }

    private static int Covers(TensorIndex index) => index.Kind switch
    {
        TensorIndexKind.NewAxis or TensorIndexKind.Ellipsis => 0,
        TensorIndexKind.Tensor when index.Tensor!.DType == DType.Bool => index.Tensor.Dim,
        _ => 1,
    };

    // a mask stands for as many position tensors as it has dimensions
    private static int AddTensor(Tensor view, int dim, Tensor index, List<(int Dim, Tensor Index)> advanced)
    {
        if (index.DType != DType.Bool)
        {
            advanced.Add((dim, index));
            return dim + 1;
        }

        Shape covered = new(view.Shape.AsSpan().Slice(dim, index.Dim));
        if (index.Shape != covered)
        {
            throw new ArgumentException(
                $"this[]: the mask must have the shape of the dimensions it covers, {covered}, but has {index.Shape}. input has shape {view.Shape}.");
        }

        var positions = index.NonZero();
        for (int d = 0; d < index.Dim; d++)
        {
            advanced.Add((dim + d, positions.Select(1, d)));
        }

        return dim + index.Dim;
    }
}
