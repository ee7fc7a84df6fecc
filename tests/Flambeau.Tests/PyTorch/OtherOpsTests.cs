using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class OtherOpsTests
{
    private static readonly OpTable s_ops = new("ops_other")
    {
        { "softmax", a => a.Softmax(1) },
        { "softmax_0", a => a.Softmax(0) },
        { "softmax_large", a => a.Softmax(0) },
        { "softmax_infinite", a => a.Softmax(0) },
        { "log_softmax", a => a.LogSoftmax(1) },
        { "log_softmax_large", a => a.LogSoftmax(0) },
        { "chain", (a, b) => (a * b).Tanh().MatMul(b.Transpose(0, 1)).Softmax(-1).Log().Mean() },
        { "reuse", a => ((a * a) + a).Sum() * a.Mean() },
        { "normalize", a => F.Normalize(a, dim: 1) },
        { "cosine_similarity", (a, b) => F.CosineSimilarity(a, b, dim: 1) },
        { "to_float32", a => a.Float() * 2 },
        { "to_int", a => a.Long() },
        { "to_uint8", a => a.To(DType.UInt8) },
        { "to_bool", a => a.Bool() },
        { "arange", () => Tensor.Arange(2, 11, 3) },
        { "arange_float", () => Tensor.Arange(0.0, 1.0, 0.3, DType.Float64) },
        { "arange_down", () => Tensor.Arange(5, 0, -2) },
        { "linspace", () => Tensor.Linspace(-1, 2, 7, DType.Float64) },
        { "linspace_float32", () => Tensor.Linspace(0, 1, 11) },
        { "linspace_one", () => Tensor.Linspace(3, 7, 1) },
        { "eye", () => Tensor.Eye(2, 3) },
        { "full", () => Tensor.Full([2, 2], 1.5) },
    };

    public static TheoryData<string> Cases => s_ops.Cases();

    public static TheoryData<string> CasesWithGradients => s_ops.CasesWithGradients();

    [Fact]
    public void Every_case_has_an_operator() => s_ops.CheckCoverage();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch(string name) => s_ops.CheckValues(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Equals_PyTorch_from_transposed_memory(string name) => s_ops.CheckTransposedMemory(name);

    [Theory]
    [MemberData(nameof(CasesWithGradients))]
    public void Second_gradients_agree_with_differences(string name) => s_ops.CheckSecondGradients(name);
}
