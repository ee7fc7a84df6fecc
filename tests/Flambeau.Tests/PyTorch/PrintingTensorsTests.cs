using Flambeau.NN;
using Flambeau.Testing;

namespace Flambeau.Tests.PyTorch;

public class PrintingTensorsTests
{
    private static readonly GoldenFile s_file = GoldenFile.Load("printing_tensors");

    private static readonly Dictionary<string, Func<Tensor>> s_tensors = new()
    {
        ["arange_1000"] = () => Tensor.Arange(1000),
        ["arange_1001"] = () => Tensor.Arange(1001),
        ["arange_2000_matrix"] = () => Tensor.Arange(2000).Reshape(40, 50),
        ["arange_float_large"] = () => Tensor.Arange(5000).Float(),
        ["zeros_100_100"] = () => Tensor.Zeros(100, 100),
        ["cube_summarised"] = () => Tensor.Arange(2744).Float().Reshape(14, 14, 14),
        ["cube"] = () => Tensor.Arange(24).Reshape(2, 3, 4),
        ["four_dims"] = () => Tensor.Arange(16).Float().Reshape(2, 2, 2, 2) / 4,
        ["four_dims_summarised"] = () => Tensor.Ones(8, 8, 8, 8),
        ["long_row"] = () => Tensor.Arange(40),
        ["long_row_float"] = () => Tensor.Arange(30).Float() * 0.5,
        ["long_rows"] = () => Tensor.Arange(60).Reshape(2, 30),
        ["long_row_scientific"] = () => Tensor.Arange(20).Float() * 1e6,
        ["transposed"] = () => Tensor.Arange(6).Reshape(2, 3).Transpose(0, 1),
        ["empty"] = () => Tensor.Zeros(0),
        ["empty_shape"] = () => Tensor.Zeros(2, 0, 3),
        ["empty_int"] = () => Tensor.Zeros([0], DType.Int64),
        ["empty_float64"] = () => Tensor.Zeros([0, 3], DType.Float64),
        ["requires_grad"] = () => Tensor.Ones([2, 2], requiresGrad: true),
        ["requires_grad_scalar"] = () => Tensor.FromScalar(3.5, requiresGrad: true),
        ["requires_grad_float64"] = () => Tensor.Ones([2], DType.Float64, requiresGrad: true),
        ["grad_fn_mul"] = () => Leaf() * 2,
        ["grad_fn_add"] = () => Leaf() + 1,
        ["grad_fn_sum"] = () => Leaf().Sum(),
        ["grad_fn_mean"] = () => Leaf().Mean(),
        ["grad_fn_relu"] = () => Leaf().Relu(),
        ["grad_fn_exp"] = () => Leaf().Exp(),
        ["grad_fn_matmul"] = () => Tensor.Ones([2, 2], requiresGrad: true).MatMul(Tensor.Ones(2, 2)),
        ["grad_fn_view"] = () => Tensor.Ones([4], requiresGrad: true).View(2, 2),
        ["grad_fn_long_suffix"] = () => (Tensor.Arange(9).Float() * 1000.5).RequireGrad() * 2,
        ["parameter"] = () => new Parameter(Tensor.Ones(2, 2)),
    };

    public static TheoryData<string> Cases => new(s_file.NamesWith("name"));

    [Fact]
    public void Every_expression_has_a_tensor() =>
        Assert.Equal(s_file.NamesWith("python").Order(), s_tensors.Keys.Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void Prints_like_PyTorch(string name)
    {
        GoldenCase golden = s_file[name];
        Tensor tensor = golden.Has("tensor") ? golden.Tensor("tensor") : s_tensors[name]();
        Assert.Equal(golden.Text("text"), tensor.ToString());
    }

    private static Tensor Leaf() => Tensor.Ones([2], requiresGrad: true);
}
