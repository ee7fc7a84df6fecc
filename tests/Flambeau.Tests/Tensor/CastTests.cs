namespace Flambeau.Tests.TensorTests;

public class CastTests
{
    [Theory]
    [InlineData(DType.Float64)]
    [InlineData(DType.Float16)]
    [InlineData(DType.BFloat16)]
    [InlineData(DType.Int64)]
    [InlineData(DType.Int32)]
    [InlineData(DType.Int16)]
    [InlineData(DType.Int8)]
    public void Small_integers_survive_every_type_and_back(DType dtype)
    {
        var x = Tensor.From([-3f, 0f, 1f, 2f, 100f]);
        Assert.Equal(x.ToArray<float>(), x.To(dtype).To(DType.Float32).ToArray<float>());
        Assert.Equal([-3.0, 0.0, 1.0, 2.0, 100.0], x.To(dtype).To(DType.Float64).ToArray<double>());
    }

    [Fact]
    public void Bfloat16_rounds_to_nearest_even()
    {
        var x = Tensor.From([1f + (1f / 256), 1f + (3f / 256), float.NaN, float.PositiveInfinity]).To(DType.BFloat16).Float();
        Assert.Equal([1f, 1f + (4f / 256), float.NaN, float.PositiveInfinity], x.ToArray<float>());
    }

    [Fact]
    public void The_gradient_of_a_conversion_is_converted_back()
    {
        var x = Tensor.From([1f, 2f]).RequireGrad();
        (x.Double() * 3.0).Sum().Backward();
        Assert.Equal([3f, 3f], x.Grad!.ToArray<float>());
        Assert.False(x.Long().RequiresGrad);
    }

    [Fact]
    public void Items_convert_and_need_one_element()
    {
        Assert.Equal(3, Tensor.FromScalar(3.7).Item<int>());
        Assert.Equal(1.0, Tensor.From([true]).Item());
        var error = Assert.Throws<InvalidOperationException>(() => Tensor.Ones(2).Item());
        Assert.Equal("Item: the tensor must have exactly one element, but got 2. input has shape [2].", error.Message);
    }

    [Fact]
    public void Arrays_of_another_type_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Tensor.Ones(2).ToArray<double>());
        Assert.Equal("CopyTo: the elements are float32, but float64 was asked for; use To(...) first. input has shape [2].", error.Message);
    }
}
