using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests;

/// <summary>Operators overwrite gradients that nobody else sees, and only those.</summary>
public class OverwrittenGradientTests
{
    private readonly Tensor _x = Tensor.From(new[] { -2.0, -1, 1, 2 }).RequireGrad();

    [Fact]
    public void A_gradient_that_was_passed_in_stays()
    {
        var gradient = Tensor.From(new[] { 1.0, 2, 3, 4 });
        F.Relu(_x).Backward(gradient);
        Assert.Equal([1.0, 2, 3, 4], gradient.ToArray<double>());
        Assert.Equal([0.0, 0, 3, 4], _x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_gradient_that_a_hook_has_seen_stays()
    {
        Tensor? seen = null;
        var hidden = _x * 2;
        hidden.RegisterHook(gradient => seen = gradient);
        var doubled = F.Relu(hidden);
        var kept = doubled * 3;
        kept.RetainGrad();
        F.Relu(kept).Sum().Backward();
        Assert.Equal([0.0, 0, 3, 3], seen!.ToArray<double>());
        Assert.Equal([0.0, 0, 1, 1], kept.Grad!.ToArray<double>());
        Assert.Equal([0.0, 0, 6, 6], _x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_gradient_of_two_inputs_reaches_both()
    {
        var (a, b) = (_x * 1, _x * -1);
        var sum = (F.Relu(a) + F.Relu(b)) * Tensor.From(new[] { 1.0, 2, 3, 4 });
        sum.Sum().Backward();
        Assert.Equal([-1.0, -2, 3, 4], _x.Grad!.ToArray<double>());
    }

    [Fact]
    public void A_gradient_that_was_asked_for_stays()
    {
        var hidden = _x * 2;
        var output = F.Relu(hidden * 5).Sum();
        var gradients = global::Flambeau.Autograd.Grad([output], [hidden, _x]);
        Assert.Equal([0.0, 0, 5, 5], gradients[0]!.ToArray<double>());
        Assert.Equal([0.0, 0, 10, 10], gradients[1]!.ToArray<double>());
    }

    [Fact]
    public void A_residual_gets_the_gradient_of_a_normalisation_as_it_was()
    {
        var images = Tensor.Randn(new Shape(2, 3, 4, 4), DType.Float64, generator: new Generator(1)).RequireGrad();
        var residual = Tensor.Randn(new Shape(2, 3, 4, 4), DType.Float64, generator: new Generator(2)).RequireGrad();
        var branch = new Sequential(new Conv2d(3, 3, 1, dtype: DType.Float64), new BatchNorm2d(3, dtype: DType.Float64));
        foreach (bool relu in (bool[])[false, true])
        {
            (images.Grad, residual.Grad) = (null, null);
            // the factor makes a gradient that the normalisation owns
            (LayerFusion.Residual(branch, images, residual, relu) * 2).Sum().Backward();
            var sum = branch.Call(images.Detach()) + residual.Detach();
            var expected = relu ? (sum > 0).To(DType.Float64) * 2 : Tensor.Full(sum.Shape, 2, DType.Float64);
            TensorAssert.AllClose(expected, residual.Grad!, 0, 0);
        }
    }

    [Fact]
    public void A_second_walk_over_a_kept_graph_gives_the_same()
    {
        var output = (F.Relu(_x * 2) * 3).Sum();
        output.Backward(retainGraph: true);
        double[] first = _x.Grad!.ToArray<double>();
        _x.Grad = null;
        output.Backward();
        Assert.Equal(first, _x.Grad!.ToArray<double>());
    }
}
