namespace Flambeau;

/// <content>Matrix products.</content>
public partial class Tensor
{
    /// <summary>
    /// The matrix product (<c>torch.matmul</c>): [.., m, k] times [.., k, n], leading dimensions broadcast; a vector counts
    /// as a row on the left, as a column on the right, and its dimension is dropped; two vectors give their dot product.
    /// </summary>
    /// <exception cref="ArgumentException">The inner sizes or the types differ, the leading sizes do not broadcast, or a tensor has no dimension.</exception>
    public Tensor MatMul(Tensor other)
    {
        CheckInner(nameof(MatMul), this, other);
        if (Dim == 1 && other.Dim == 1)
        {
            return Dot(other);
        }

        if (Dim == 1)
        {
            return Unsqueeze(0).MatMul(other).Squeeze(-2);
        }

        if (other.Dim == 1)
        {
            return MatMul(other.Unsqueeze(1)).Squeeze(-1);
        }

        if (other.Dim == 2)
        {
            // the leading dimensions are just more rows
            return Dim == 2 ? Mm(other) : Reshape(MatMulOp.RowCount(Shape), Shape[Dim - 1]).Mm(other).Reshape([.. Shape.AsSpan()[..^1], other.Shape[1]]);
        }

        Shape batch = Layout.Broadcast(nameof(MatMul), Shape.AsSpan()[..^2].ToArray(), other.Shape.AsSpan()[..^2].ToArray());
        int count = (int)batch.Numel;
        var left = Expand([.. batch.AsSpan(), .. Shape.AsSpan()[^2..]]).Reshape([count, .. Shape.AsSpan()[^2..]]);
        var right = other.Expand([.. batch.AsSpan(), .. other.Shape.AsSpan()[^2..]]).Reshape([count, .. other.Shape.AsSpan()[^2..]]);
        return left.Bmm(right).Reshape([.. batch.AsSpan(), Shape[Dim - 2], other.Shape[other.Dim - 1]]);
    }

    /// <summary>The product of [m, k] and [k, n] (<c>torch.mm</c>).</summary>
    /// <exception cref="ArgumentException">A tensor is not a matrix, or the inner sizes or the types differ.</exception>
    public Tensor Mm(Tensor other)
    {
        CheckInner(nameof(Mm), this, other);
        Check.Rank(nameof(Mm), this, 2, "[m, k]");
        Check.Rank(nameof(Mm), other, 2, "[k, n]", "other");
        var output = MatMulOp.Multiply(Detach(), other.Detach());
        return Recorder.Wants(this, other) ? Recorder.Record(output, new MmBackward(this, other), this, other) : output;
    }

    /// <summary>The products of the matrices of two batches, [b, m, k] and [b, k, n] (<c>torch.bmm</c>).</summary>
    /// <exception cref="ArgumentException">A tensor is not [b, m, k], or the batch sizes, inner sizes or types differ.</exception>
    public Tensor Bmm(Tensor other)
    {
        CheckInner(nameof(Bmm), this, other);
        Check.Rank(nameof(Bmm), this, 3, "[b, m, k]");
        Check.Rank(nameof(Bmm), other, 3, "[b, k, n]", "other");
        if (Shape[0] != other.Shape[0])
        {
            throw new ArgumentException(
                $"Bmm: the batch sizes must agree, but got {Shape[0]} and {other.Shape[0]}. input has shape {Shape}, other has shape {other.Shape}.");
        }

        var output = MatMulOp.MultiplyBatched(Detach(), other.Detach());
        return Recorder.Wants(this, other) ? Recorder.Record(output, new BmmBackward(this, other), this, other) : output;
    }

    /// <summary>The product of a matrix [m, k] and a vector [k] (<c>torch.mv</c>).</summary>
    /// <exception cref="ArgumentException">The shapes are not these, or the types differ.</exception>
    public Tensor Mv(Tensor other)
    {
        CheckInner(nameof(Mv), this, other);
        Check.Rank(nameof(Mv), this, 2, "[m, k]");
        Check.Rank(nameof(Mv), other, 1, "[k]", "other");
        return Mm(other.Unsqueeze(1)).Squeeze(1);
    }

    /// <summary>The sum of the products of two vectors' elements (<c>torch.dot</c>).</summary>
    /// <exception cref="ArgumentException">A tensor is not a vector, or the sizes or types differ.</exception>
    public Tensor Dot(Tensor other)
    {
        CheckInner(nameof(Dot), this, other);
        Check.Rank(nameof(Dot), this, 1, "[n]");
        Check.Rank(nameof(Dot), other, 1, "[n]", "other");
        return Unsqueeze(0).Mm(other.Unsqueeze(1)).Reshape();
    }

    /// <summary>The product of every element of one vector with every element of another, [n] and [m] to [n, m] (<c>torch.outer</c>).</summary>
    /// <exception cref="ArgumentException">A tensor is not a vector.</exception>
    public Tensor Outer(Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Check.Rank(nameof(Outer), this, 1, "[n]");
        Check.Rank(nameof(Outer), other, 1, "[m]", "other");
        return Unsqueeze(1) * other;
    }

    /// <summary>beta * input + alpha * (a @ b), input broadcast to [m, n] (<c>torch.addmm</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not fit, or the types differ.</exception>
    public Tensor AddMM(Tensor a, Tensor b, Scalar? beta = null, Scalar? alpha = null)
    {
        ArgumentNullException.ThrowIfNull(a);
        var product = a.Mm(b);
        product = alpha is { } factor ? product * factor : product;
        return (beta is { } weight ? this * weight : this) + product;
    }

    private static void CheckInner(string op, Tensor input, Tensor other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (input.Dim == 0 || other.Dim == 0)
        {
            throw new ArgumentException(
                $"{op}: both tensors must have at least one dimension, but one has none. input has shape {input.Shape}, other has shape {other.Shape}.");
        }

        Check.SameDType(op, input, other);
        int inner = input.Shape[input.Dim - 1];
        int otherInner = other.Shape[Math.Max(0, other.Dim - 2)];
        if (inner != otherInner)
        {
            throw new ArgumentException(
                $"{op}: the inner sizes must agree, but got {inner} and {otherInner}. input has shape {input.Shape}, other has shape {other.Shape}.");
        }
    }

    // C = A B: dA = dC B^T, dB = A^T dC; transposing is free, the product reads either order
    private sealed class MmBackward : BackwardNode
    {
        private readonly SavedTensor? _input;
        private readonly SavedTensor? _other;

        public MmBackward(Tensor input, Tensor other)
        {
            _input = other.RequiresGrad ? Save(input) : null;
            _other = input.RequiresGrad ? Save(other) : null;
        }

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) =>
        [
            Needs(0) ? gradOutput.Mm(_other!.Value.Transpose(0, 1)) : null,
            Needs(1) ? _input!.Value.Transpose(0, 1).Mm(gradOutput) : null,
        ];
    }

    private sealed class BmmBackward : BackwardNode
    {
        private readonly SavedTensor? _input;
        private readonly SavedTensor? _other;

        public BmmBackward(Tensor input, Tensor other)
        {
            _input = other.RequiresGrad ? Save(input) : null;
            _other = input.RequiresGrad ? Save(other) : null;
        }

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) =>
        [
            Needs(0) ? gradOutput.Bmm(_other!.Value.Transpose(1, 2)) : null,
            Needs(1) ? _input!.Value.Transpose(1, 2).Bmm(gradOutput) : null,
        ];
    }
}
