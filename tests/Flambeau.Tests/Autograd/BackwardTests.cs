using Flambeau.NN;
namespace Flambeau.Tests.Autograd;

public class BackwardTests
{
    private static Tensor Leaf(params float[] values) => Tensor.From(values).RequireGrad();

    [Fact]
    public void Gradients_of_a_product_add_up_over_paths_and_passes()
    {
        var x = Leaf(1, 2, 3);
        var y = (x * x + x).Sum();
        y.Backward();
        Assert.Equal([3f, 5f, 7f], x.Grad!.ToArray<float>());
        (x * 2.0).Sum().Backward();
        Assert.Equal([5f, 7f, 9f], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Broadcast_inputs_get_gradients_of_their_own_shape()
    {
        var x = Tensor.Ones([2, 3]).RequireGrad();
        var b = Leaf(1, 2, 3);
        (x * b).Sum().Backward();
        Assert.Equal(new Shape(2, 3), x.Grad!.Shape);
        Assert.Equal([2f, 2f, 2f], b.Grad!.ToArray<float>());
    }

    [Fact]
    public void Two_leaves_never_share_one_gradient()
    {
        var x = Leaf(1, 2);
        var y = Leaf(3, 4);
        (x + y).Backward(Tensor.From([1f, 10f]));
        x.Grad!.MulInPlace(0.0);
        Assert.Equal([1f, 10f], y.Grad!.ToArray<float>());
    }

    [Fact]
    public void A_second_pass_over_a_freed_graph_is_an_error_and_retainGraph_allows_it()
    {
        var x = Leaf(2);
        var y = x * x;
        y.Backward(retainGraph: true);
        y.Backward();
        Assert.Equal(8f, x.Grad!.Item<float>());
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Contains("retainGraph: true", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gradient_of_a_gradient()
    {
        var x = Tensor.From([2.0, 3.0]).RequireGrad();
        var cubes = (x * x * x).Sum();
        var first = Flambeau.Autograd.Grad(cubes, x, createGraph: true);
        Assert.Equal([12.0, 27.0], first.ToArray<double>());
        var second = Flambeau.Autograd.Grad(first.Sum(), x);
        Assert.Equal([12.0, 18.0], second.ToArray<double>());
    }

    [Fact]
    public void Writing_over_a_saved_tensor_is_noticed()
    {
        var x = Leaf(1, 2);
        var h = x * 3.0;
        var y = (h * h).Sum();
        h.AddInPlace(1.0);
        var error = Assert.Throws<InvalidOperationException>(() => y.Backward());
        Assert.Contains("modified by an in-place operation", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("MulBackward0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_leaf_cannot_be_overwritten_while_recording()
    {
        var x = Leaf(1);
        Assert.Throws<InvalidOperationException>(() => x.AddInPlace(1.0));
        using (GradMode.NoGrad())
        {
            x.AddInPlace(1.0);
        }

        Assert.Equal(2f, x.Item<float>());
    }

    [Fact]
    public void In_place_operations_are_differentiated()
    {
        var x = Leaf(1, 2);
        var h = x * 2.0;
        h.MulInPlace(x);
        h.Sum().Backward();
        Assert.Equal([4f, 8f], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Writing_into_a_view_changes_the_history_of_its_base()
    {
        var x = Leaf(5, 6);
        var w = Leaf(7);
        var h = x * 2.0;
        h.Select(0, 1).CopyInPlace(w.Select(0, 0));
        (h * Tensor.From([1f, 10f])).Sum().Backward();
        Assert.Equal([2f, 0f], x.Grad!.ToArray<float>());
        Assert.Equal(10f, w.Grad!.Item<float>());
    }

    [Fact]
    public void A_view_made_before_its_base_was_overwritten_has_the_new_history()
    {
        var x = Leaf(5, 6);
        var h = x * 2.0;
        var view = h.Narrow(0, 0, 1);
        h.MulInPlace(3.0);
        view.Sum().Backward();
        Assert.Equal([6f, 0f], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void No_grad_and_inference_do_not_record()
    {
        var x = Leaf(1);
        using (GradMode.NoGrad())
        {
            Assert.False((x * 2.0).RequiresGrad);
            using (GradMode.EnableGrad())
            {
                Assert.True((x * 2.0).RequiresGrad);
            }
        }

        Tensor made;
        using (GradMode.Inference())
        {
            made = x * 2.0;
        }

        Assert.True(made.IsInference);
        Assert.Throws<InvalidOperationException>(() => made * x);
        Assert.True(GradMode.IsEnabled);
    }

    [Fact]
    public void Hooks_see_and_replace_gradients_and_can_be_removed()
    {
        var x = Leaf(1, 1);
        var h = x * 2.0;
        h.RetainGrad();
        var handle = h.RegisterHook(g => g * 10.0);
        h.Sum().Backward(retainGraph: true);
        Assert.Equal([20f, 20f], x.Grad!.ToArray<float>());
        Assert.Equal([10f, 10f], h.Grad!.ToArray<float>());
        handle.Dispose();
        x.Grad = null;
        h.Sum().Backward();
        Assert.Equal([2f, 2f], x.Grad!.ToArray<float>());
    }

    [Fact]
    public void Grad_leaves_the_leaves_alone_and_names_unused_inputs()
    {
        var x = Leaf(1);
        var unused = Leaf(1);
        var y = x * 3.0;
        Assert.Equal(3f, Flambeau.Autograd.Grad(y, x, retainGraph: true).Item<float>());
        Assert.Null(x.Grad);
        var error = Assert.Throws<InvalidOperationException>(() => Flambeau.Autograd.Grad([y], [x, unused], retainGraph: true));
        Assert.Contains("input 1 of shape [1] was not used", error.Message, StringComparison.Ordinal);
        Assert.Null(Flambeau.Autograd.Grad([y], [x, unused], allowUnused: true)[1]);
    }

    [Fact]
    public void A_gradient_is_needed_for_several_elements_and_must_fit()
    {
        var x = Leaf(1, 2);
        Assert.Throws<InvalidOperationException>(() => (x * 2.0).Backward());
        Assert.Throws<ArgumentException>(() => (x * 2.0).Backward(Tensor.Ones(3)));
        Assert.Throws<InvalidOperationException>(() => Tensor.Ones(1).Backward());
    }

    [Fact]
    public void A_very_deep_graph_does_not_overflow_the_stack()
    {
        var x = Leaf(1);
        var y = x;
        for (int i = 0; i < 100_000; i++)
        {
            y = y + 1.0;
        }

        y.Backward();
        Assert.Equal(1f, x.Grad!.Item<float>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Second_gradients_that_are_not_implemented_throw_even_where_unused_inputs_are_allowed(bool wantsInput)
    {
        var x = Tensor.Ones([1, 1, 2, 2], requiresGrad: true);
        var weight = Tensor.Ones([1, 1, 1, 1], requiresGrad: true);
        var first = Flambeau.Autograd.Grad([F.MaxPool2d(x, 2)], [x], [weight], createGraph: true)[0]!;
        var error = Assert.Throws<NotSupportedException>(
            () => Flambeau.Autograd.Grad([first.Sum()], [wantsInput ? x : weight], allowUnused: true));
        Assert.Equal("MaxPool2DWithIndicesBackward0: the gradient of its gradient is not implemented; createGraph reaches it.", error.Message);
    }
}
