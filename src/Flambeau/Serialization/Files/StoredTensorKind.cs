namespace Flambeau.Serialization;

/// <summary>How a file holds the elements of a tensor.</summary>
public enum StoredTensorKind
{
    /// <summary>Every element, at the place its strides say.</summary>
    Dense,

    /// <summary>Integers with scales and zero points (<c>torch.quantize_per_tensor</c>).</summary>
    Quantized,

    /// <summary>The coordinates and values of the elements that are not zero (<c>torch.sparse_coo</c>).</summary>
    SparseCoo,
}
