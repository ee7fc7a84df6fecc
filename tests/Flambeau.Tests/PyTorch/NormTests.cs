using Flambeau.NN;

namespace Flambeau.Tests.PyTorch;

public class NormTests : GoldenLayerTests<NormTests>, IGoldenLayers
{
    private static readonly GoldenLayers s_layers = new("norms", new()
    {
        ["batch_norm1d"] = () => new BatchNorm1d(3),
        ["batch_norm1d_3d"] = () => new BatchNorm1d(3),
        ["batch_norm1d_eval"] = () => new BatchNorm1d(3),
        ["batch_norm1d_no_affine"] = () => new BatchNorm1d(2, affine: false),
        ["batch_norm2d"] = () => new BatchNorm2d(3),
        ["batch_norm2d_eval"] = () => new BatchNorm2d(3),
        ["batch_norm2d_momentum_eps"] = () => new BatchNorm2d(2, eps: 0.01, momentum: 0.3),
        ["batch_norm2d_cumulative"] = () => new BatchNorm2d(2, momentum: null),
        ["batch_norm2d_no_stats"] = () => new BatchNorm2d(2, trackRunningStats: false),
        ["batch_norm2d_no_stats_eval"] = () => new BatchNorm2d(2, trackRunningStats: false),
        ["layer_norm"] = () => new LayerNorm(4),
        ["layer_norm_two_dims"] = () => new LayerNorm([3, 4]),
        ["layer_norm_eps"] = () => new LayerNorm(5, eps: 0.1),
        ["layer_norm_no_affine"] = () => new LayerNorm(4, elementwiseAffine: false),
        ["group_norm"] = () => new GroupNorm(2, 6),
        ["group_norm_one"] = () => new GroupNorm(1, 5, eps: 0.01),
        ["group_norm_each"] = () => new GroupNorm(3, 3),
        ["group_norm_no_affine"] = () => new GroupNorm(2, 4, affine: false),
        ["group_norm_2d"] = () => new GroupNorm(2, 6),
        ["group_norm_3d"] = () => new GroupNorm(3, 6),
        ["group_norm_5d"] = () => new GroupNorm(2, 4),
        ["group_norm_eval"] = () => new GroupNorm(2, 4),
        ["instance_norm1d"] = () => new InstanceNorm1d(3),
        ["instance_norm1d_affine"] = () => new InstanceNorm1d(3, affine: true),
        ["instance_norm1d_unbatched"] = () => new InstanceNorm1d(3, affine: true, trackRunningStats: true),
        ["instance_norm2d"] = () => new InstanceNorm2d(3),
        ["instance_norm2d_eval"] = () => new InstanceNorm2d(3, eps: 0.1, affine: true),
        ["instance_norm2d_stats"] = () => new InstanceNorm2d(3, affine: true, trackRunningStats: true),
        ["instance_norm2d_stats_momentum"] = () => new InstanceNorm2d(2, momentum: 0.3, trackRunningStats: true),
        ["instance_norm2d_stats_eval"] = () => new InstanceNorm2d(3, affine: true, trackRunningStats: true),
        ["instance_norm2d_unbatched"] = () => new InstanceNorm2d(3),
    });

    public static GoldenLayers Layers => s_layers;
}
