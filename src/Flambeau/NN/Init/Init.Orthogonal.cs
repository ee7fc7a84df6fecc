using System.Numerics.Tensors;

namespace Flambeau.NN;

/// <content>Saxe, McClelland and Ganguli (2014), Exact solutions to the nonlinear dynamics of learning in deep linear neural networks.</content>
public static partial class Init
{
    /// <summary>
    /// A (semi-)orthogonal matrix: the first dimension against all others (<c>orthogonal_</c>; Saxe et al. 2014). The
    /// Q of the QR decomposition of a normal matrix, with the signs that make R's diagonal positive.
    /// </summary>
    /// <exception cref="ArgumentException">The tensor has fewer than two dimensions.</exception>
    public static Tensor Orthogonal(Tensor tensor, double gain = 1, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (tensor.Dim < 2)
        {
            throw new ArgumentException($"Orthogonal: tensor must have at least two dimensions, but got {tensor.Dim}. tensor has shape {tensor.Shape}.", nameof(tensor));
        }

        return tensor.Numel == 0 ? tensor : Write(tensor, t => FillOrthogonal(t, gain, generator));
    }

    private static void FillOrthogonal(Tensor tensor, double gain, Generator? generator)
    {
        int rows = tensor.Shape[0];
        int columns = tensor.Numel / rows;
        var normal = Tensor.Empty([rows, columns], tensor.DType).NormalInPlace(0, 1, generator).Double();
        bool wide = rows < columns;

        // each of the n vectors to be made orthonormal is one contiguous row of m numbers
        var vectors = wide ? normal : normal.T;
        var (n, m) = (vectors.Shape[0], vectors.Shape[1]);
        var result = Tensor.From(Orthonormal(vectors.ToArray<double>(), n, m), n, m);
        tensor.CopyInPlace((wide ? result : result.T).Mul(gain).Reshape(tensor.Shape));
    }

    /// <summary>
    /// The Q of A = QR with a positive diagonal of R, by Householder reflections. The n columns of A, each of m numbers, are
    /// the rows of <paramref name="a"/>, and so are those of the result.
    /// </summary>
    private static double[] Orthonormal(double[] a, int n, int m)
    {
        double[] diagonal = new double[n];
        for (int k = 0; k < n; k++)
        {
            // the reflection that maps the rest of the column to -sign(a_kk) norm e_k; its vector stays in the column's place
            var rest = a.AsSpan((k * m) + k, m - k);
            double norm = TensorPrimitives.Norm<double>(rest);
            diagonal[k] = rest[0] > 0 ? -norm : norm;
            rest[0] -= diagonal[k];
            for (int j = k + 1; j < n; j++)
            {
                Reflect(rest, a.AsSpan((j * m) + k, m - k));
            }
        }

        double[] q = new double[n * m];
        for (int j = 0; j < n; j++)
        {
            q[(j * m) + j] = diagonal[j] < 0 ? -1 : 1;
            for (int k = n - 1; k >= 0; k--)
            {
                Reflect(a.AsSpan((k * m) + k, m - k), q.AsSpan((j * m) + k, m - k));
            }
        }

        return q;
    }

    // target becomes (I - 2 v v' / v'v) target
    private static void Reflect(ReadOnlySpan<double> v, Span<double> target)
    {
        double length = TensorPrimitives.Dot(v, v);
        double factor = length == 0 ? 0 : -2 * TensorPrimitives.Dot<double>(v, target) / length;
        TensorPrimitives.MultiplyAdd(v, factor, target, target);
    }
}
