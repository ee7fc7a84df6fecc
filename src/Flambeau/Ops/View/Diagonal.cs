namespace Flambeau;

/// <content>Diagonals.</content>
public partial class Tensor
{
    /// <summary>A view of the diagonal of two dimensions, which becomes the last one (<c>torch.diagonal</c>).</summary>
    /// <param name="offset">0 for the main diagonal, positive above it, negative below.</param>
    /// <param name="dim1">The dimension of the rows.</param>
    /// <param name="dim2">The dimension of the columns.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    /// <exception cref="ArgumentException">Both dimensions are the same.</exception>
    public Tensor Diagonal(int offset = 0, int dim1 = 0, int dim2 = 1)
    {
        int row = Check.Dim(nameof(Diagonal), dim1, Shape);
        int column = Check.Dim(nameof(Diagonal), dim2, Shape);
        if (row == column)
        {
            throw new ArgumentException($"Diagonal: the two dimensions must differ, but both are {row}. input has shape {Shape}.");
        }

        int firstRow = Math.Max(0, -offset);
        int firstColumn = Math.Max(0, offset);
        int length = Math.Max(0, Math.Min(Shape[row] - firstRow, Shape[column] - firstColumn));
        int start = length == 0 ? _offset : _offset + (firstRow * _strides[row]) + (firstColumn * _strides[column]);
        int[] kept = [.. Enumerable.Range(0, Dim).Where(d => d != row && d != column)];
        Shape shape = [.. kept.Select(d => Shape[d]), length];
        int[] strides = [.. kept.Select(d => _strides[d]), _strides[row] + _strides[column]];
        return View(shape, strides, start, () => new DiagonalBackward(Shape, offset, row, column));
    }

    /// <summary>The diagonal of a matrix, or a matrix with the elements of a vector on its diagonal (<c>torch.diag</c>).</summary>
    /// <exception cref="ArgumentException">The tensor has neither one nor two dimensions.</exception>
    public Tensor Diag(int diagonal = 0)
    {
        if (Dim == 1)
        {
            return DiagEmbed(diagonal);
        }

        Check.Rank(nameof(Diag), this, 2, "[n] or [n, m]");
        return Diagonal(diagonal);
    }

    /// <summary>Matrices with the last dimension's elements on their diagonals, zeros elsewhere: [.., n] to [.., n, n] (<c>torch.diag_embed</c>).</summary>
    /// <exception cref="ArgumentException">The tensor has no dimension.</exception>
    public Tensor DiagEmbed(int offset = 0)
    {
        RequireDims(nameof(DiagEmbed));
        int size = Shape[Dim - 1] + Math.Abs(offset);
        var output = Zeros([.. Shape.AsSpan()[..^1], size, size], DType);
        output.Diagonal(offset, -2, -1).CopyInPlace(this);
        return output;
    }

    /// <summary>The sum of a matrix's main diagonal (<c>torch.trace</c>).</summary>
    /// <exception cref="ArgumentException">The tensor is not a matrix.</exception>
    public Tensor Trace()
    {
        Check.Rank(nameof(Trace), this, 2, "[n, m]");
        return Diagonal().Sum();
    }

    private sealed class DiagonalBackward(Shape input, int offset, int dim1, int dim2) : BackwardNode
    {
        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput)
        {
            var gradient = Zeros(input, gradOutput.DType);
            gradient.Diagonal(offset, dim1, dim2).CopyInPlace(gradOutput);
            return [gradient];
        }
    }
}
