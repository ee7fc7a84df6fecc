namespace Flambeau;

/// <content>Tensors like another.</content>
public partial class Tensor
{
    /// <summary>A tensor of undefined content with the shape, type and order in memory of another (<c>torch.empty_like</c>).</summary>
    public static Tensor EmptyLike(Tensor input, DType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.NewLike(dtype ?? input.DType);
    }

    /// <summary>A tensor of one value with the shape, type and order in memory of another (<c>torch.full_like</c>).</summary>
    public static Tensor FullLike(Tensor input, Scalar value, DType? dtype = null) => EmptyLike(input, dtype).FillInPlace(value);
}
