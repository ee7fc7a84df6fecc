using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.NN;

public class ParameterVectorTests
{
    [Fact]
    public void Parameters_go_into_a_vector_and_back()
    {
        var (net, other) = (new Sequential(new Linear(3, 2), new Conv2d(1, 2, 2)), new Sequential(new Linear(3, 2), new Conv2d(1, 2, 2)));
        var vector = ParameterVector.FromParameters(net.Parameters());
        Assert.Equal([6 + 2 + 8 + 2], vector.Shape);
        var before = other.Parameters().ToArray();
        ParameterVector.ToParameters(vector, other.Parameters());
        foreach (var (expected, actual) in net.Parameters().Zip(other.Parameters()))
        {
            TensorAssert.Equal(expected, actual);
        }

        Assert.Equal(before, other.Parameters(), ReferenceEqualityComparer.Instance);
        Assert.All(other.Parameters(), parameter => Assert.True(parameter.IsLeaf && parameter.RequiresGrad));
    }

    [Fact]
    public void The_vector_has_the_gradients_of_its_parts()
    {
        var layer = new Linear(2, 1);
        (ParameterVector.FromParameters(layer.Parameters()) * Tensor.From([1f, 2, 3])).Sum().Backward();
        TensorAssert.Equal([1, 2], layer.Weight.Grad!);
        TensorAssert.Equal([3], layer.Bias!.Grad!);
    }

    [Fact]
    public void A_vector_of_another_length_changes_nothing()
    {
        var layer = new Linear(2, 1);
        float[] before = layer.Weight.ToArray<float>();
        var error = Assert.Throws<ArgumentException>(() => ParameterVector.ToParameters(Tensor.Zeros(4), layer.Parameters()));
        Assert.StartsWith(
            "ParameterVector.ToParameters: the vector must have 3 elements, as many as the parameters, but has shape [4].", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, layer.Weight.ToArray<float>());
    }
}
