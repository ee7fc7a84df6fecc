using Flambeau.Testing;
using Xunit.Sdk;

namespace Flambeau.Tests.Testing;

public class GradCheckTests
{
    private static Tensor X => Tensor.From([0.5, -1.25, 2.0, 0.75], 2, 2);

    [Fact]
    public void Right_gradients_pass() => GradCheck.Check((a, b) => (a * b).Exp() + a, X, X);

    [Fact]
    public void Right_second_gradients_pass() => GradCheck.CheckSecond((a, b) => (a * b).Exp(), X, X);

    [Fact]
    public void A_wrong_gradient_fails_and_says_where()
    {
        var failure = Assert.Throws<FailException>(() => GradCheck.Check(x => (x * x.Detach()).Sum(), X));
        Assert.StartsWith("GradCheck: input 0 of shape [2, 2], element 0: backward gives", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_without_gradient_fails() =>
        Assert.Throws<TrueException>(() => GradCheck.Check(x => x.Detach(), X));
}
