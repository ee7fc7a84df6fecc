namespace Flambeau.Tests.Autograd;

public class FunctionTests
{
    [Fact]
    public void A_users_function_is_differentiated_twice_through_its_own_backward()
    {
        var x = Tensor.From([3.0]).RequireGrad();
        var y = new Cube().Apply(x);
        Assert.Equal("<CubeBackward>", y.GradFn!.ToString());
        var first = Flambeau.Autograd.Grad(y, x, createGraph: true);
        Assert.Equal(27.0, first.Item());
        Assert.Equal(18.0, Flambeau.Autograd.Grad(first, x).Item());
    }

    [Fact]
    public void Several_outputs_each_bring_their_gradient()
    {
        var x = Tensor.From([2.0]).RequireGrad();
        var both = new DoubleAndTriple().ApplyMultiple(x);
        (both[0] * 10.0 + both[1]).Backward();
        Assert.Equal(23.0, x.Grad!.Item());
    }

    [Fact]
    public void A_gradient_of_the_wrong_shape_is_named()
    {
        var x = Tensor.Ones(2, 2).RequireGrad();
        var error = Assert.Throws<InvalidOperationException>(() => new Wrong().Apply(x).Sum().Backward());
        Assert.Equal("WrongBackward: the gradient of input 0 must have its shape, but got [4]. input has shape [2, 2].", error.Message);
    }

    private sealed class Cube : Function
    {
        protected override Tensor[] Forward(FunctionContext context, Tensor[] inputs)
        {
            context.SaveForBackward(inputs[0]);
            return [inputs[0] * inputs[0] * inputs[0]];
        }

        protected override Tensor?[] Backward(FunctionContext context, Tensor?[] gradOutputs)
        {
            var x = context.SavedTensors[0];
            return [gradOutputs[0]! * (x * x * 3.0)];
        }
    }

    private sealed class DoubleAndTriple : Function
    {
        protected override Tensor[] Forward(FunctionContext context, Tensor[] inputs) => [inputs[0] * 2.0, inputs[0] * 3.0];

        protected override Tensor?[] Backward(FunctionContext context, Tensor?[] gradOutputs) =>
            [(gradOutputs[0]! * 2.0) + (gradOutputs[1]! * 3.0)];
    }

    private sealed class Wrong : Function
    {
        protected override Tensor[] Forward(FunctionContext context, Tensor[] inputs) => [inputs[0] * 2.0];

        protected override Tensor?[] Backward(FunctionContext context, Tensor?[] gradOutputs) => [gradOutputs[0]!.Reshape(4)];
    }
}
