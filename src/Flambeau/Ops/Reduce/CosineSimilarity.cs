namespace Flambeau.NN;

/// <content>The angle between vectors.</content>
public static partial class F
{
    /// <summary>
    /// The cosine of the angle between the vectors of two tensors, broadcast (<c>F.cosine_similarity</c>):
    /// <c>x1 . x2 / (max(||x1||, eps) max(||x2||, eps))</c>. Output: the broadcast shape without <paramref name="dim"/>.
    /// </summary>
    /// <param name="x1">The first vectors.</param>
    /// <param name="x2">The second vectors.</param>
    /// <param name="dim">The dimension along which the vectors lie; negative ones count from the end.</param>
    /// <param name="eps">The smallest length to divide by.</param>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
    public static Tensor CosineSimilarity(Tensor x1, Tensor x2, int dim = 1, double eps = 1e-8)
    {
        ArgumentNullException.ThrowIfNull(x1);
        ArgumentNullException.ThrowIfNull(x2);
        Shape shape = Layout.Broadcast(nameof(CosineSimilarity), x1.Shape, x2.Shape);
        int along = Check.Dim(nameof(CosineSimilarity), dim, shape);
        return (Normalize(x1.Expand(shape), 2, along, eps) * Normalize(x2.Expand(shape), 2, along, eps)).Sum(along);
    }
}
