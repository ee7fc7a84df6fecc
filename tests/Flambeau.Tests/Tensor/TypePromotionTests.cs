namespace Flambeau.Tests.TensorTests;

public class TypePromotionTests
{
    private static Tensor Of(DType dtype, params int[] shape) => Tensor.Ones(new Shape(shape), dtype);

    [Theory]
    [InlineData(DType.Int32, DType.Int64, DType.Int64)]
    [InlineData(DType.UInt8, DType.Int8, DType.Int16)]
    [InlineData(DType.Int64, DType.Float32, DType.Float32)]
    [InlineData(DType.Float32, DType.Float64, DType.Float64)]
    public void Tensors_take_the_common_type(DType a, DType b, DType expected)
    {
        Assert.Equal(expected, (Of(a, 2) + Of(b, 2)).DType);
        Assert.Equal(expected, (Of(b, 2) + Of(a, 2)).DType);
    }

    [Fact]
    public void Numbers_and_zero_dimensional_tensors_decide_only_by_category()
    {
        Assert.Equal(DType.Int32, (Of(DType.Int32, 2) * 2).DType);
        Assert.Equal(DType.Float32, (Of(DType.Int32, 2) * 2.0).DType);
        Assert.Equal(DType.Float32, (Of(DType.Float32, 2) * Of(DType.Float64)).DType);
        Assert.Equal(DType.Float64, (Of(DType.Float64, 2) * 2).DType);
    }

    [Fact]
    public void In_place_keeps_the_type_or_refuses()
    {
        Assert.Equal(DType.Float32, Of(DType.Float32, 2).AddInPlace(Of(DType.Float64, 2)).DType);
        var error = Assert.Throws<ArgumentException>(() => Of(DType.Int64, 2).AddInPlace(0.5));
        Assert.Equal("AddInPlace: the result is float32 and cannot be stored in int64. input has shape [2], other has shape [].", error.Message);
    }

    [Fact]
    public void Shapes_that_do_not_broadcast_are_named()
    {
        var error = Assert.Throws<ArgumentException>(() => Of(DType.Float32, 2, 3) + Of(DType.Float32, 4));
        Assert.Equal("Add: sizes must be equal or 1 in every dimension, but got 3 and 4 in dimension 1. input has shape [2, 3], other has shape [4].", error.Message);
    }
}
