namespace Flambeau.NN;

/// <content>Martens (2010), Deep learning via Hessian-free optimization.</content>
public static partial class Init
{
    /// <summary>
    /// Values from N(0, std^2) of which in every column a fraction is zero (<c>sparse_</c>; Martens 2010). Tensor: [rows, columns].
    /// </summary>
    /// <param name="tensor">The matrix.</param>
    /// <param name="sparsity">The fraction of zeros in each column.</param>
    /// <param name="std">The standard deviation of the others.</param>
    /// <param name="generator">Where the numbers come from.</param>
    /// <exception cref="ArgumentException">The tensor is not a matrix.</exception>
    public static Tensor Sparse(Tensor tensor, double sparsity, double std = 0.01, Generator? generator = null)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Check.Rank(nameof(Sparse), tensor, 2, "a matrix", nameof(tensor));
        return Write(tensor, t =>
        {
            var (rows, columns) = (t.Shape[0], t.Shape[1]);
            int zeros = (int)Math.Ceiling(sparsity * rows);
            t.NormalInPlace(0, std, generator);
            for (int column = 0; column < columns; column++)
            {
                long[] order = Tensor.RandPerm(rows, generator: generator).ToArray<long>();
                foreach (long row in order.AsSpan(0, zeros))
                {
                    t.Select(1, column).Narrow(0, (int)row, 1).FillInPlace(0);
                }
            }
        });
    }
}
