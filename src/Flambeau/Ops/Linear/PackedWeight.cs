using Flambeau.Kernels;

namespace Flambeau.NN;

/// <summary>The weight of a linear layer in the order in which products read it.</summary>
internal static class PackedWeight
{
    // Fewer rows read the weight where it lies; with more, packing hides behind computing. Measured on two cores: the product
    // of 9 rows takes half of the time with a packed weight, of 64 rows 0.8.
    private const int FewestRows = 9, MostRows = 64;

    /// <summary>The packed weight for a product with so many rows, or null where it must be read as it is.</summary>
    /// <param name="weight">[out, in].</param>
    /// <param name="rows">The rows of the product.</param>
    public static PackedMatrix<float>? For(Tensor weight, int rows) =>
        rows is < FewestRows or > MostRows ? null : PreparedWeight.For(weight, Pack);

    private static PackedMatrix<float> Pack(Tensor weight)
    {
        var (outputs, inputs) = (weight.Shape[0], weight.Shape[1]);
        return PackedMatrix<float>.Pack(inputs, outputs, weight.ReadSpan<float>(), inputs, transB: true);
    }
}
