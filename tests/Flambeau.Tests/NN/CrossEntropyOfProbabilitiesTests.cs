using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.NN;

/// <summary>Cross-entropy with probabilities against its definition by operators, whichever way it is computed.</summary>
public class CrossEntropyOfProbabilitiesTests
{
    private static readonly double[] s_smoothings = [0, 0.1];

    public static TheoryData<string> Shapes => ["5", "1", "4 1", "4 7", "3 33", "2 3 5", "2 4 3 2", "0 3", "3 0"];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Losses_and_gradients_are_those_of_the_definition(string sizes)
    {
        int[] shape = [.. sizes.Split(' ').Select(int.Parse)];
        int classes = shape[shape.Length == 1 ? 0 : 1];
        var generator = new Generator(3);
        var weight = Tensor.Rand([classes], DType.Float64, generator: generator);
        foreach (double smoothing in s_smoothings)
        {
            foreach (var reduction in Enum.GetValues<Flambeau.NN.Reduction>())
            {
                foreach (var w in (Tensor?[])[null, weight])
                {
                    var scores = Tensor.Randn(new Shape(shape), DType.Float64, generator: generator).RequireGrad();
                    var target = Tensor.Rand(new Shape(shape), DType.Float64, generator: generator);
                    var loss = F.CrossEntropy(scores, target, w, reduction: reduction, labelSmoothing: smoothing);
                    var expected = Definition(scores, target, w, reduction, smoothing);
                    Assert.Equal(expected.Shape, loss.Shape);
                    TensorAssert.AllClose(expected, loss, 1e-12, 1e-12);
                    loss.Sum().Backward();
                    var gradient = scores.Grad!;
                    scores.Grad = null;
                    expected.Sum().Backward();
                    TensorAssert.AllClose(scores.Grad!, gradient, 1e-12, 1e-12);
                }
            }
        }
    }

    [Fact]
    public void Gradients_of_first_and_second_order_are_those_of_central_differences()
    {
        var generator = new Generator(5);
        var scores = Tensor.Randn([3, 4, 2], DType.Float64, generator: generator);
        var target = Tensor.Rand([3, 4, 2], DType.Float64, generator: generator);
        var weight = Tensor.Rand([4], DType.Float64, generator: generator);
        GradCheck.CheckMany(x => [F.CrossEntropy(x[0], target, weight, labelSmoothing: 0.1)], [scores]);
        GradCheck.CheckMany(x => [F.CrossEntropy(x[0], x[1], x[2], labelSmoothing: 0.1)], [scores, target, weight]);
        GradCheck.CheckSecondMany(x => [F.CrossEntropy(x[0], target, weight, labelSmoothing: 0.1)], [scores]);
    }

    [Fact]
    public void Types_are_promoted()
    {
        var (scores, target) = (Tensor.Randn(2, 3), Tensor.Rand([2, 3], DType.Float64));
        Assert.Equal(DType.Float64, F.CrossEntropy(scores, target).DType);
        Assert.Equal(DType.Float32, F.CrossEntropy(scores, target.Float()).DType);
    }

    [Fact]
    public void What_was_overwritten_after_the_loss_is_noticed()
    {
        var (scores, target) = (Tensor.Randn(2, 3).RequireGrad(), Tensor.Rand(2, 3));
        var loss = F.CrossEntropy(scores, target);
        target.ZeroInPlace();
        Assert.Throws<InvalidOperationException>(() => loss.Backward());
    }

    private static Tensor Definition(Tensor scores, Tensor target, Tensor? weight, Flambeau.NN.Reduction reduction, double smoothing)
    {
        int dim = scores.Dim == 1 ? 0 : 1, classes = scores.Shape[dim];
        var share = (target * (1 - smoothing)) + (smoothing / Math.Max(1, classes));
        share = weight is null ? share : share * weight.Reshape([classes, .. Enumerable.Repeat(1, Math.Max(0, scores.Dim - 2))]);
        var losses = -(scores.LogSoftmax(dim) * share).Sum(dim);
        return reduction switch
        {
            Flambeau.NN.Reduction.None => losses,
            Flambeau.NN.Reduction.Sum => losses.Sum(),
            _ => losses.Sum() / Math.Max(1, losses.Numel),
        };
    }
}
