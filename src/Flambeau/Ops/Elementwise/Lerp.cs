namespace Flambeau;

/// <content>Sums of scaled tensors.</content>
public partial class Tensor
{
    /// <summary>input + value * a * b, broadcast (<c>torch.addcmul</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor AddCMul(Tensor a, Tensor b, Scalar? value = null) => this + Scaled(a * b, value);

    /// <summary>Adds value * a * b, broadcast, in place (<c>Tensor.addcmul_</c>).</summary>
    /// <exception cref="ArgumentException">The result would have another shape, or a type this tensor cannot hold.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AddCMulInPlace(Tensor a, Tensor b, Scalar? value = null) => AddInPlace(Scaled(a * b, value));

    /// <summary>input + value * a / b, broadcast (<c>torch.addcdiv</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor AddCDiv(Tensor a, Tensor b, Scalar? value = null) => this + Scaled(a / b, value);

    /// <summary>Adds value * a / b, broadcast, in place (<c>Tensor.addcdiv_</c>).</summary>
    /// <exception cref="ArgumentException">The result would have another shape, or a type this tensor cannot hold.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor AddCDivInPlace(Tensor a, Tensor b, Scalar? value = null) => AddInPlace(Scaled(a / b, value));

    /// <summary>input + weight * (end - input) (<c>torch.lerp</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Lerp(Tensor end, Scalar weight) => this + ((end - this) * weight);

    /// <summary>input + weight * (end - input), broadcast (<c>torch.lerp</c>).</summary>
    /// <exception cref="ArgumentException">The shapes do not broadcast.</exception>
    public Tensor Lerp(Tensor end, Tensor weight) => this + ((end - this) * weight);

    /// <summary>Moves every element towards <paramref name="end"/> by the share <paramref name="weight"/>, in place (<c>Tensor.lerp_</c>).</summary>
    /// <exception cref="ArgumentException">The result would have another shape, or a type this tensor cannot hold.</exception>
    /// <exception cref="InvalidOperationException">This tensor is a leaf that requires gradients.</exception>
    public Tensor LerpInPlace(Tensor end, Scalar weight) => AddInPlace((end - this) * weight);

    private static Tensor Scaled(Tensor tensor, Scalar? value) => value is { } factor ? tensor * factor : tensor;
}
