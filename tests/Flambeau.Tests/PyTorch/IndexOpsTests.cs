using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class IndexOpsTests
{
    private static readonly OpTable s_ops = new("ops_index")
    {
        { "gather_0", (a, b) => a.Gather(0, b) },
        { "gather_1", (a, b) => a.Gather(1, b) },
        { "scatter", (a, b, c) => a.Scatter(1, b, c) },
        { "scatter_value", (a, b) => a.Scatter(1, b, 1.5) },
        { "scatter_add", (a, b, c) => a.ScatterAdd(1, b, c) },
        { "index_select", (a, b) => a.IndexSelect(1, b) },
        { "index_select_0", (a, b) => a.IndexSelect(0, b) },
        { "index_add", (a, b, c) => a.IndexAdd(0, b, c) },
        { "masked_select", (a, b) => a.MaskedSelect(b) },
        { "nonzero", a => a.NonZero() },
        { "topk", a => a.TopK(2, dim: 1) },
        { "topk_smallest", a => a.TopK(3, dim: 0, largest: false) },
        { "sort", a => a.Sort() },
        { "sort_descending", a => a.Sort(0, descending: true) },
        { "sort_stable", a => a.Sort() },
        { "sort_nan", a => a.Sort() },
        { "argsort", a => a.ArgSort(1) },
        { "one_hot", a => F.OneHot(a, 4) },
        { "one_hot_inferred", a => F.OneHot(a) },
        { "embedding", (a, b) => F.Embedding(b, a) },
        { "cat_0", (a, b) => Tensor.Cat([a, b]) },
        { "cat_1", (a, b, c) => Tensor.Cat([a, b, c], 1) },
        { "stack_0", (a, b) => Tensor.Stack([a, b]) },
        { "stack_last", (a, b) => Tensor.Stack([a, b], -1) },
        { "split", a => a.Split(2) },
        { "split_sizes", a => a.Split([1, 3], 1) },
        { "chunk", a => a.Chunk(3, 1) },
        { "slice", a => a[1..3, TensorIndex.Slice(step: 2)] },
        { "slice_negative", a => a[^2.., ..^1] },
        { "select", a => a[1] },
        { "select_last", a => a[TensorIndex.Ellipsis, -1] },
        { "index_with_tensor", (a, b) => a[b] },
        { "index_with_mask", (a, b) => a[b] },
        { "narrow", a => a.Narrow(1, 1, 2) },
        { "unbind", a => a.Unbind(1) },
        { "flip", a => a.Flip(0, 1) },
        { "roll", a => a.Roll(1, 1) },
        { "repeat", a => a.Repeat(2, 1, 2) },
        { "repeat_interleave", a => a.RepeatInterleave(2, dim: 0) },
        { "expand", a => a.Expand(2, 3, 4) },
        { "permute", a => a.Permute(2, 0, 1) },
        { "transpose", a => a.Transpose(0, 2) },
        { "reshape_of_transpose", a => a.Transpose(0, 1).Reshape(2, -1) },
        { "flatten", a => a.Flatten(1, 2) },
        { "squeeze", a => a.Squeeze() },
        { "squeeze_dim", a => a.Squeeze(0) },
        { "unsqueeze", a => a.Unsqueeze(-1) },
        { "pad", a => F.Pad(a, [1, 2, 0, 1], value: 0.5) },
        { "pad_negative", a => F.Pad(a, [-1, 1]) },
    };

    public static TheoryData<string> Cases => s_ops.Cases();

    // Looking up rows says so when the gradient of its gradient is asked for.
    public static TheoryData<string> CasesWithGradients => s_ops.CasesWithGradients("embedding");

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
