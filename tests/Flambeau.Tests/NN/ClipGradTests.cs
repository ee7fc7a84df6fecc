using Flambeau.NN;

namespace Flambeau.Tests.NN;

public class ClipGradTests
{
    // expected values: torch.nn.utils.clip_grad_norm_ of gradients [3, 4] and [12] scales by maxNorm / (13 + 1e-6)
    [Theory]
    [InlineData(2, 13.0)]
    [InlineData(1, 19.0)]
    [InlineData(double.PositiveInfinity, 12.0)]
    public void The_norm_of_all_gradients_together_is_limited(double normType, double norm)
    {
        Parameter[] parameters = [WithGradient(3, 4), WithGradient(12), new(Tensor.Zeros(2))];
        Assert.Equal(norm, ClipGrad.Norm(parameters, maxNorm: 6.5, normType), 12);
        double factor = 6.5 / (norm + 1e-6);
        Assert.Equal([3 * factor, 4 * factor], parameters[0].Grad!.ToArray<double>(), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(12 * factor, parameters[1].Grad!.Item(), 12);
        Assert.Null(parameters[2].Grad);
    }

    [Fact]
    public void Small_gradients_stay_and_values_are_limited()
    {
        Parameter[] parameters = [WithGradient(3, -4)];
        Assert.Equal(5, ClipGrad.Norm(parameters, maxNorm: 10), 12);
        Assert.Equal([3.0, -4.0], parameters[0].Grad!.ToArray<double>());
        ClipGrad.Value(parameters, 3.5);
        Assert.Equal([3.0, -3.5], parameters[0].Grad!.ToArray<double>());
        Assert.Equal(0, ClipGrad.Norm([], 1));
    }

    [Fact]
    public void A_norm_that_is_not_finite_can_be_an_error()
    {
        Parameter[] parameters = [WithGradient(double.NaN, 1)];
        Assert.Throws<InvalidOperationException>(() => ClipGrad.Norm(parameters, 1, errorIfNonfinite: true));
        Assert.Equal(1, parameters[0].Grad!.ToArray<double>()[1]);
    }

    private static Parameter WithGradient(params double[] values) =>
        new(Tensor.Zeros([values.Length], DType.Float64)) { Grad = Tensor.From(values) };
}
