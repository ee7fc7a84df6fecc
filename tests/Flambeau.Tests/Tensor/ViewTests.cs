namespace Flambeau.Tests.TensorTests;

public class ViewTests
{
    private static Tensor Counting(params int[] shape)
    {
        int count = (int)new Shape(shape).Numel;
        return Tensor.From([.. Enumerable.Range(0, count).Select(i => (float)i)], shape);
    }

    [Fact]
    public void Views_share_memory()
    {
        var x = Counting(2, 3);
        var view = x.Transpose(0, 1).Select(0, 2);
        Assert.Equal([2f, 5f], view.ToArray<float>());
        view.FillInPlace(9.0);
        Assert.Equal([0f, 1f, 9f, 3f, 4f, 9f], x.ToArray<float>());
    }

    [Fact]
    public void View_refuses_what_needs_a_copy_and_Reshape_copies()
    {
        var x = Counting(2, 3).T;
        var error = Assert.Throws<ArgumentException>(() => x.View(6));
        Assert.Equal("View: the memory layout cannot be seen with shape [6] without a copy; use Reshape. input has shape [3, 2] and strides [1, 3].", error.Message);
        Assert.Equal([0f, 3f, 1f, 4f, 2f, 5f], x.Reshape(-1).ToArray<float>());
    }

    [Fact]
    public void A_part_of_a_bigger_tensor_can_be_viewed_where_strides_allow()
    {
        var x = Counting(4, 6).Slice(1, 0, 4);
        var y = x.View(4, 2, 2);
        Assert.Equal([6, 2, 1], y.Strides.ToArray());
        Assert.Equal([0f, 1f, 2f, 3f, 6f, 7f, 8f, 9f], y.Slice(0, 0, 2).ToArray<float>());
        Assert.True(x.View(2, 2, 4).SharesMemoryWith(x));
        Assert.Equal([0f, 1f, 2f, 3f, 6f], x.View(2, 2, 1, 4).Reshape(-1).Slice(0, 0, 5).ToArray<float>());
    }

    [Theory]
    [InlineData(0, 2, 1, 2)]
    [InlineData(1, int.MaxValue, 2, 3)]
    [InlineData(-3, -1, 1, 2)]
    [InlineData(4, 2, 1, 0)]
    public void Slices_follow_Python(int start, int end, int step, int expected) =>
        Assert.Equal(expected, Counting(6).Slice(0, start, end, step).Numel);

    [Fact]
    public void Expand_repeats_without_memory_and_cannot_be_written()
    {
        var x = Counting(3, 1).Expand(2, 3, 4);
        Assert.Equal([0, 1, 0], x.Strides.ToArray());
        Assert.Equal(1f, x.Select(0, 1).Select(0, 1).ToArray<float>()[3]);
        Assert.Throws<InvalidOperationException>(() => x.AddInPlace(1.0));
        Assert.Throws<ArgumentException>(() => Counting(3).Expand(4));
    }

    [Fact]
    public void Squeeze_and_unsqueeze_are_inverse()
    {
        var x = Counting(2, 1, 3, 1);
        Assert.Equal(new Shape(2, 3), x.Squeeze().Shape);
        Assert.Equal(new Shape(2, 3, 1), x.Squeeze(1).Shape);
        Assert.Equal(x.Shape, x.Squeeze(1).Squeeze(-1).Unsqueeze(1).Unsqueeze(-1).Shape);
    }

    [Fact]
    public void Channels_last_is_a_matter_of_strides_only()
    {
        var x = Counting(2, 3, 4, 5);
        var y = x.ChannelsLast();
        Assert.Equal([60, 1, 15, 3], y.Strides.ToArray());
        Assert.Equal(x.ToArray<float>(), y.ToArray<float>());
        Assert.True((y + x).IsChannelsLast);
        Assert.True(y.Clone().IsChannelsLast);
    }

    [Fact]
    public void View_flattens_channels_last_images_in_the_order_of_their_shape()
    {
        var x = Counting(2, 3, 4, 5);
        Assert.Equal(x.ToArray<float>(), x.ChannelsLast().View(2, -1).ToArray<float>());
    }

    [Fact]
    public void Wrong_dims_are_named()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => Counting(2, 3, 4).Transpose(0, 3));
        Assert.StartsWith("Transpose: dim 3 is out of range for shape [2, 3, 4]; valid dims are -3 to 2.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Counting(2, 3).Permute(0, 0));
        Assert.Throws<ArgumentException>(() => Counting(2, 3).Reshape(4, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Counting(2).Select(0, 2));
    }
}
