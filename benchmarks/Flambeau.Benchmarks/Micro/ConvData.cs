using Flambeau.Kernels;

namespace Flambeau.Benchmarks.Micro;

/// <summary>The operands of one of the networks' convolutions.</summary>
internal sealed class ConvData(string shape)
{
    private readonly Conv2dGeometry _geometry = Shapes[shape];
    private readonly float[] _x = Data.Normal(Shapes[shape].InputLength);
    private readonly float[] _weight = Data.Normal(Shapes[shape].WeightLength);
    private readonly float[] _y = Data.Normal(Shapes[shape].OutputLength);

    /// <summary>The convolutions by name.</summary>
    public static IReadOnlyDictionary<string, Conv2dGeometry> Shapes { get; } = new Dictionary<string, Conv2dGeometry>
    {
        ["stem 7x7 s2 b16"] = Of(16, 3, 224, 64, kernel: 7, stride: 2),
        ["56x56 64-128 b1"] = Of(1, 64, 56, 128, kernel: 3),
        ["56x56 128-128 b1"] = Of(1, 128, 56, 128, kernel: 3),
        ["28x28 256-256 b1"] = Of(1, 256, 28, 256, kernel: 3),
        ["14x14 512-512 b1"] = Of(1, 512, 14, 512, kernel: 3),
        ["7x7 512-512 b1"] = Of(1, 512, 7, 512, kernel: 3),
        ["56x56 128-128 b32"] = Of(32, 128, 56, 128, kernel: 3),
        ["28x28 256-256 b32"] = Of(32, 256, 28, 256, kernel: 3),
        ["14x14 512-512 b32"] = Of(32, 512, 14, 512, kernel: 3),
        ["7x7 512-512 b32"] = Of(32, 512, 7, 512, kernel: 3),
        ["56x56 128-256 s2 b32"] = Of(32, 128, 56, 256, kernel: 3, stride: 2),
        ["56x56 64-256 1x1 b16"] = Of(16, 64, 56, 256, kernel: 1),
        ["14x14 1024-256 1x1 b16"] = Of(16, 1024, 14, 256, kernel: 1),
        ["112x112 32 depthwise b16"] = Of(16, 32, 112, 32, kernel: 3, groups: 32),
        ["14x14 384 depthwise b16"] = Of(16, 384, 14, 384, kernel: 3, groups: 384),
    };

    public void Forward() => Conv2dKernel.Forward<float>(_geometry, _x, _weight, [], _y);

    public void InputGradient() => Conv2dKernel.BackwardInput<float>(_geometry, _y, _weight, _x);

    public void WeightGradient() => Conv2dKernel.BackwardWeight<float>(_geometry, _x, _y, _weight);

    private static Conv2dGeometry Of(int n, int c, int size, int outC, int kernel, int stride = 1, int groups = 1) =>
        new(n, c, size, size, outC, kernel, kernel, stride, stride, kernel / 2, kernel / 2, 1, 1, groups);
}
