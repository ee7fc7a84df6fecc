namespace Flambeau;

/// <content>Creation from values.</content>
public partial class Tensor
{
    /// <summary>A tensor of undefined content (<c>torch.empty</c>).</summary>
    public static Tensor Empty(params ReadOnlySpan<int> shape) => New(new Shape(shape), DType.Float32);

    /// <summary>A tensor of undefined content (<c>torch.empty</c>).</summary>
    public static Tensor Empty(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false) =>
        New(shape, dtype).RequireGrad(requiresGrad);

    /// <summary>A tensor of zeros (<c>torch.zeros</c>).</summary>
    public static Tensor Zeros(params ReadOnlySpan<int> shape) => Full(new Shape(shape), 0.0);

    /// <summary>A tensor of zeros (<c>torch.zeros</c>).</summary>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false) =>
        Full(shape, 0, dtype, requiresGrad);

    /// <summary>A tensor of ones (<c>torch.ones</c>).</summary>
    public static Tensor Ones(params ReadOnlySpan<int> shape) => Full(new Shape(shape), 1.0);

    /// <summary>A tensor of ones (<c>torch.ones</c>).</summary>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32, bool requiresGrad = false) =>
        Full(shape, 1, dtype, requiresGrad);

    /// <summary>A tensor of one value (<c>torch.full</c>); without a type it follows the value's kind.</summary>
    public static Tensor Full(Shape shape, Scalar value, DType? dtype = null, bool requiresGrad = false) =>
        New(shape, dtype ?? TypePromotion.DefaultFor(value)).FillInPlace(value).RequireGrad(requiresGrad);

    /// <summary>A zero-dimensional tensor (<c>torch.tensor(value)</c>); without a type it follows the value's kind.</summary>
    public static Tensor FromScalar(Scalar value, DType? dtype = null, bool requiresGrad = false) =>
        Full([], value, dtype, requiresGrad);

    /// <summary>A tensor with a copy of the values in row-major order (<c>torch.tensor</c>).</summary>
    /// <param name="values">As many values as the shape has elements.</param>
    /// <param name="shape">The sizes; one dimension of all values when omitted.</param>
    /// <exception cref="ArgumentException">The number of values differs from the shape's.</exception>
    /// <exception cref="NotSupportedException">No element type stores <typeparamref name="T"/>.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, params ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        Shape sizes = shape.IsEmpty ? new Shape(values.Length) : new Shape(shape);
        if (Check.Numel(sizes) != values.Length)
        {
            throw new ArgumentException(
                $"From: there must be as many values as elements, but got {values.Length} values for shape {sizes}.", nameof(values));
        }

        var result = New(sizes, DTypeExtensions.Of<T>());
        values.CopyTo(result.Span<T>());
        return result;
    }

    /// <summary>A tensor with a copy of the values in row-major order (<c>torch.tensor</c>).</summary>
    /// <exception cref="ArgumentException">The number of values differs from the shape's.</exception>
    public static Tensor From<T>(T[] values, params ReadOnlySpan<int> shape)
        where T : unmanaged => From((ReadOnlySpan<T>)values, shape);

    /// <summary>A matrix with a copy of the values (<c>torch.tensor</c>).</summary>
    public static Tensor From<T>(T[,] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return From(Flat<T>(values), values.GetLength(0), values.GetLength(1));
    }

    /// <summary>A three-dimensional tensor with a copy of the values (<c>torch.tensor</c>).</summary>
    public static Tensor From<T>(T[,,] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return From(Flat<T>(values), values.GetLength(0), values.GetLength(1), values.GetLength(2));
    }

    /// <summary>A four-dimensional tensor with a copy of the values (<c>torch.tensor</c>).</summary>
    public static Tensor From<T>(T[,,,] values)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(values);
        return From(Flat<T>(values), values.GetLength(0), values.GetLength(1), values.GetLength(2), values.GetLength(3));
    }

    private static T[] Flat<T>(Array values)
        where T : unmanaged => [.. values.Cast<T>()];
}
