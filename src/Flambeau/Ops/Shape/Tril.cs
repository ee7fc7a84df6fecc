using System.Numerics;

namespace Flambeau;

/// <content>Triangles.</content>
public partial class Tensor
{
    /// <summary>The lower triangles of matrices [.., n, m], zeros elsewhere (<c>torch.tril</c>).</summary>
    /// <param name="diagonal">The last diagonal that is kept: 0 the main one, positive above it, negative below.</param>
    /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
    public Tensor Tril(int diagonal = 0) => Triangle(nameof(Tril), diagonal, upper: false);

    /// <summary>The upper triangles of matrices [.., n, m], zeros elsewhere (<c>torch.triu</c>).</summary>
    /// <param name="diagonal">The first diagonal that is kept: 0 the main one, positive above it, negative below.</param>
    /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
    public Tensor Triu(int diagonal = 0) => Triangle(nameof(Triu), diagonal, upper: true);

    private Tensor Triangle(string op, int diagonal, bool upper)
    {
        if (Dim < 2)
        {
            throw new ArgumentException($"{op}: input must be [.., n, m], but got {Dim} dimensions. input has shape {Shape}.");
        }

        var output = New(Shape, DType).CopyFrom(Detach());
        Dispatch.Move(DType, new TriangleWork(output, diagonal, upper));
        output._storage.Version = 0;
        return Recorder.Wants(this) ? Recorder.Record(output, new TriangleBackward(op, diagonal, upper), this) : output;
    }

    private readonly struct TriangleWork(Tensor output, int diagonal, bool upper) : IMoveWork
    {
        public void Run<T>()
            where T : unmanaged, IBinaryInteger<T>
        {
            var span = output.Span<T>();
            var (rows, columns) = (output.Shape[output.Dim - 2], output.Shape[output.Dim - 1]);
            for (int at = 0; columns > 0 && at < span.Length; at += columns)
            {
                // the first column of the upper triangle; the lower one goes up to one less than it with diagonal + 1
                int edge = Math.Clamp((at / columns % rows) + diagonal + (upper ? 0 : 1), 0, columns);
                var row = span.Slice(at, columns);
                (upper ? row[..edge] : row[edge..]).Clear();
            }
        }
    }

    private sealed class TriangleBackward(string op, int diagonal, bool upper) : BackwardNode
    {
        public override string Name => op + "Backward0";

        internal override bool IsTwiceDifferentiable => true;

        protected override Tensor?[] Backward(Tensor gradOutput) => [gradOutput.Triangle(op, diagonal, upper)];
    }
}
