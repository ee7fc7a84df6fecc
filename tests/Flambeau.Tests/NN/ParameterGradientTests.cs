using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.NN;

/// <summary>The gradients of layers with respect to input, weight and bias, by central differences in float64.</summary>
public class ParameterGradientTests
{
    public static TheoryData<string> Cases => [.. s_cases.Keys];

    private static readonly Dictionary<string, (Func<Tensor[], Tensor> Function, int[][] Shapes)> s_cases = new()
    {
        ["linear"] = (x => F.Linear(x[0], x[1], x[2]), [[3, 4], [2, 4], [2]]),
        ["conv1d"] = (x => F.Conv1d(x[0], x[1], x[2], stride: 2, padding: 1), [[2, 3, 7], [4, 3, 3], [4]]),
        ["conv2d"] = (x => F.Conv2d(x[0], x[1], x[2], padding: 1), [[2, 3, 5, 4], [2, 3, 3, 3], [2]]),
        ["conv2d stride dilation groups"] = (x => F.Conv2d(x[0], x[1], x[2], (2, 1), (1, 2), (1, 2), groups: 2), [[1, 4, 6, 7], [4, 2, 3, 3], [4]]),
        ["conv2d depthwise"] = (x => F.Conv2d(x[0], x[1], x[2], padding: 1, groups: 3), [[1, 3, 5, 5], [3, 1, 3, 3], [3]]),
        ["conv transpose2d"] = (x => F.ConvTranspose2d(x[0], x[1], x[2], stride: 2, padding: 1, outputPadding: 1), [[1, 2, 3, 4], [2, 3, 3, 3], [3]]),
        ["conv transpose2d stride dilation groups"] = (x => F.ConvTranspose2d(x[0], x[1], x[2], (3, 1), (1, 2), (2, 0), 2, (1, 2)), [[2, 4, 3, 4], [4, 2, 2, 3], [4]]),
        ["conv transpose2d depthwise"] = (x => F.ConvTranspose2d(x[0], x[1], x[2], stride: 2, groups: 3), [[1, 3, 3, 3], [3, 1, 2, 2], [3]]),
        ["conv transpose2d output padding of dilation"] = (x => F.ConvTranspose2d(x[0], x[1], x[2], padding: 1, outputPadding: (1, 2), dilation: (2, 3)), [[1, 2, 3, 2], [2, 2, 3, 2], [2]]),
        ["conv transpose2d without bias"] = (x => F.ConvTranspose2d(x[0], x[1], stride: (1, 2), padding: (0, 1)), [[2, 2, 2, 3], [2, 3, 1, 3]]),
        ["conv transpose2d unbatched"] = (x => F.ConvTranspose2d(x[0], x[1], x[2], stride: 2), [[2, 3, 2], [2, 2, 3, 3], [2]]),
        ["conv transpose1d"] = (x => F.ConvTranspose1d(x[0], x[1], x[2], stride: 2, padding: 1, outputPadding: 1, groups: 2), [[2, 4, 3], [4, 1, 3], [2]]),
        ["batch norm training"] = (x => F.BatchNorm(x[0], null, null, x[1], x[2], training: true), [[3, 2, 4, 2], [2], [2]]),
        ["batch norm of sequences"] = (x => F.BatchNorm(x[0], null, null, x[1], x[2], training: true), [[3, 2, 5], [2], [2]]),
        ["batch norm evaluation"] = (x => F.BatchNorm(x[0], Statistic(0.3), Statistic(1.7), x[1], x[2]), [[3, 2, 2, 2], [2], [2]]),
        ["layer norm"] = (x => F.LayerNorm(x[0], [3, 4], x[1], x[2]), [[2, 3, 4], [3, 4], [3, 4]]),
        ["group norm"] = (x => F.GroupNorm(x[0], 2, x[1], x[2]), [[2, 4, 3, 2], [4], [4]]),
        ["group norm of sequences"] = (x => F.GroupNorm(x[0], 3, x[1], x[2]), [[2, 6, 5], [6], [6]]),
        ["group norm of one group"] = (x => F.GroupNorm(x[0], 1, x[1], x[2]), [[3, 3], [3], [3]]),
        ["instance norm"] = (x => F.InstanceNorm(x[0], null, null, x[1], x[2]), [[2, 3, 2, 3], [3], [3]]),
        ["negative log likelihood with class weights"] = (x => F.NllLoss(x[0], Tensor.From([1L, -100L, 2L]), Tensor.From([0.5, 1.0, 2.0])), [[3, 3]]),
        ["prelu"] = (x => F.PRelu(x[0], x[1]), [[2, 3, 4], [3]]),
        ["prelu of one slope"] = (x => F.PRelu(x[0], x[1]), [[2, 3], [1]]),
        ["embedding"] = (x => F.Embedding(Tensor.From([1L, 0L, 2L, 1L], 2, 2), x[0]), [[3, 4]]),
        ["cross entropy with class weights"] = (x => F.CrossEntropy(x[0], Tensor.From([1L, 0L, 2L]), Tensor.From([0.5, 1.0, 2.0]), labelSmoothing: 0.1), [[3, 3]]),
        ["binary cross entropy with logits"] = (x => F.BinaryCrossEntropyWithLogits(x[0], x[1]), [[3, 2], [3, 2]]),
        ["huber"] = (x => F.HuberLoss(x[0], x[1], delta: 0.7), [[4], [4]]),
        ["mse"] = (x => F.MseLoss(x[0], x[1]), [[3, 2], [3, 2]]),
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Input_weight_and_bias_have_the_gradients_of_central_differences(string name)
    {
        var (function, shapes) = s_cases[name];
        var generator = new Generator(7);
        var inputs = Array.ConvertAll(shapes, shape => Tensor.Randn(new Shape(shape), DType.Float64, generator: generator));
        GradCheck.CheckMany(x => [function(x)], inputs);
    }

    private static Tensor Statistic(double value) => Tensor.Full([2], value, DType.Float64);
}
