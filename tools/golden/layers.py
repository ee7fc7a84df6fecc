"""Golden outputs and gradients, in double, of every layer under several configurations.

A case holds the module's state (before the first call), its repr, and one or more calls: input, output, the
weights that seed the backward pass, the gradients of the input and of each parameter (summed over the calls, as
PyTorch accumulates them), and the state after the call where it has buffers.
"""
import torch
from torch import nn

from golden import grads_of, normal, rounded, tensor, write

CONVOLUTIONS = [
    ("conv1d", "nn.Conv1d(2, 3, 3)", [2, 2, 7]),
    ("conv1d_stride_padding", "nn.Conv1d(2, 3, 3, stride=2, padding=1)", [2, 2, 8]),
    ("conv1d_dilation_groups", "nn.Conv1d(4, 2, 2, dilation=2, groups=2, bias=False)", [2, 4, 6]),
    ("conv1d_same", "nn.Conv1d(2, 2, 4, padding='same')", [1, 2, 6]),
    ("conv1d_unbatched", "nn.Conv1d(2, 3, 3)", [2, 5]),
    ("conv2d", "nn.Conv2d(2, 3, 3)", [2, 2, 5, 6]),
    ("conv2d_1x1", "nn.Conv2d(5, 3, 1)", [2, 5, 3, 4]),
    ("conv2d_1x1_stride", "nn.Conv2d(3, 2, 1, stride=2, bias=False)", [2, 3, 5, 5]),
    ("conv2d_stride", "nn.Conv2d(2, 3, 3, stride=2)", [2, 2, 6, 7]),
    ("conv2d_padding", "nn.Conv2d(2, 3, 3, padding=1)", [2, 2, 4, 5]),
    ("conv2d_stride_padding_7x7", "nn.Conv2d(1, 2, 7, stride=2, padding=3, bias=False)", [1, 1, 8, 8]),
    ("conv2d_rectangular", "nn.Conv2d(2, 2, (3, 2), stride=(1, 2), padding=(2, 0))", [1, 2, 5, 6]),
    ("conv2d_dilation", "nn.Conv2d(2, 2, 3, dilation=2, padding=2)", [1, 2, 6, 6]),
    ("conv2d_dilation_rectangular", "nn.Conv2d(1, 2, (2, 3), dilation=(3, 1))", [1, 1, 6, 5]),
    ("conv2d_groups", "nn.Conv2d(4, 6, 3, groups=2)", [1, 4, 4, 5]),
    ("conv2d_depthwise", "nn.Conv2d(3, 3, 3, padding=1, groups=3)", [2, 3, 4, 4]),
    ("conv2d_depthwise_multiplier", "nn.Conv2d(2, 4, 3, stride=2, padding=1, groups=2)", [1, 2, 5, 5]),
    ("conv2d_same", "nn.Conv2d(1, 2, (4, 3), padding='same')", [1, 1, 5, 5]),
    ("conv2d_valid", "nn.Conv2d(1, 2, 2, padding='valid')", [1, 1, 3, 4]),
    ("conv2d_unbatched", "nn.Conv2d(2, 2, 3, padding=1)", [2, 4, 4]),
    ("conv2d_kernel_as_large_as_input", "nn.Conv2d(2, 3, (4, 5))", [2, 2, 4, 5]),
]

TRANSPOSED = [
    ("conv_transpose1d", "nn.ConvTranspose1d(2, 3, 3)", [2, 2, 5]),
    ("conv_transpose1d_stride", "nn.ConvTranspose1d(2, 3, 4, stride=3, padding=1, output_padding=2)", [2, 2, 4]),
    ("conv_transpose1d_groups", "nn.ConvTranspose1d(4, 6, 3, stride=2, groups=2, dilation=2, bias=False)", [1, 4, 3]),
    ("conv_transpose1d_output_padding_of_dilation", "nn.ConvTranspose1d(1, 2, 3, padding=1, output_padding=2, dilation=3)", [1, 1, 4]),
    ("conv_transpose1d_unbatched", "nn.ConvTranspose1d(2, 3, 3, stride=2)", [2, 4]),
    ("conv_transpose2d", "nn.ConvTranspose2d(2, 3, 3)", [2, 2, 4, 5]),
    ("conv_transpose2d_1x1", "nn.ConvTranspose2d(3, 2, 1, bias=False)", [2, 3, 3, 4]),
    ("conv_transpose2d_1x1_stride", "nn.ConvTranspose2d(3, 2, 1, stride=3, output_padding=2)", [1, 3, 2, 3]),
    ("conv_transpose2d_doubling", "nn.ConvTranspose2d(4, 2, 2, stride=2)", [2, 4, 3, 4]),
    ("conv_transpose2d_gan", "nn.ConvTranspose2d(3, 4, 4, stride=2, padding=1, bias=False)", [2, 3, 4, 4]),
    ("conv_transpose2d_odd_stride", "nn.ConvTranspose2d(2, 2, 3, stride=3, padding=1, output_padding=1)", [1, 2, 3, 4]),
    ("conv_transpose2d_stride_above_kernel", "nn.ConvTranspose2d(2, 2, 2, stride=5, output_padding=4)", [1, 2, 2, 3]),
    ("conv_transpose2d_rectangular", "nn.ConvTranspose2d(2, 3, (3, 2), stride=(1, 3), padding=(2, 0), output_padding=(0, 2))", [2, 2, 4, 3]),
    ("conv_transpose2d_dilation", "nn.ConvTranspose2d(2, 2, 3, stride=2, padding=2, output_padding=1, dilation=2)", [1, 2, 3, 4]),
    ("conv_transpose2d_dilation_rectangular", "nn.ConvTranspose2d(1, 2, (2, 3), dilation=(3, 1))", [1, 1, 3, 4]),
    ("conv_transpose2d_output_padding_of_dilation",
     "nn.ConvTranspose2d(2, 3, 3, stride=(1, 2), padding=1, output_padding=(2, 3), dilation=(3, 4))", [1, 2, 3, 4]),
    ("conv_transpose2d_groups", "nn.ConvTranspose2d(4, 6, 3, stride=2, padding=1, output_padding=1, groups=2)", [2, 4, 3, 3]),
    ("conv_transpose2d_groups_dilation", "nn.ConvTranspose2d(6, 3, 2, groups=3, dilation=2, bias=False)", [1, 6, 3, 4]),
    ("conv_transpose2d_depthwise", "nn.ConvTranspose2d(4, 4, 4, stride=2, padding=1, groups=4)", [1, 4, 3, 4]),
    ("conv_transpose2d_all_but_cut_off", "nn.ConvTranspose2d(2, 3, 3, padding=2)", [1, 2, 3, 3]),
    ("conv_transpose2d_one_pixel", "nn.ConvTranspose2d(5, 2, 4)", [2, 5, 1, 1]),
    ("conv_transpose2d_unbatched", "nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1)", [2, 3, 4]),
]

POOLS = [
    ("max_pool2d", "nn.MaxPool2d(2)", [2, 2, 5, 6]),
    ("max_pool2d_stride_padding", "nn.MaxPool2d(3, stride=2, padding=1)", [2, 2, 7, 6]),
    ("max_pool2d_ceil", "nn.MaxPool2d(2, stride=2, ceil_mode=True)", [1, 2, 5, 7]),
    ("max_pool2d_ceil_padding", "nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True)", [1, 2, 6, 8]),
    ("max_pool2d_dilation", "nn.MaxPool2d(2, stride=1, dilation=2)", [1, 2, 5, 6]),
    ("max_pool2d_rectangular", "nn.MaxPool2d((3, 2), stride=(2, 1), padding=(1, 0))", [1, 2, 5, 5]),
    ("max_pool2d_overlap", "nn.MaxPool2d(3, stride=1)", [1, 1, 5, 5]),
    ("max_pool2d_unbatched", "nn.MaxPool2d(2)", [2, 4, 4]),
    ("avg_pool2d", "nn.AvgPool2d(2)", [2, 2, 5, 6]),
    ("avg_pool2d_padding", "nn.AvgPool2d(3, stride=2, padding=1)", [1, 2, 5, 6]),
    ("avg_pool2d_exclude_pad", "nn.AvgPool2d(3, stride=2, padding=1, count_include_pad=False)", [1, 2, 5, 6]),
    ("avg_pool2d_ceil", "nn.AvgPool2d(3, stride=2, ceil_mode=True)", [1, 2, 6, 8]),
    ("avg_pool2d_ceil_padding", "nn.AvgPool2d(3, stride=2, padding=1, ceil_mode=True)", [1, 2, 6, 8]),
    ("avg_pool2d_divisor", "nn.AvgPool2d((2, 3), stride=1, divisor_override=4)", [1, 1, 4, 4]),
    ("adaptive_avg_pool2d_1", "nn.AdaptiveAvgPool2d(1)", [2, 3, 4, 5]),
    ("adaptive_avg_pool2d_uneven", "nn.AdaptiveAvgPool2d((3, 4))", [1, 2, 5, 7]),
    ("adaptive_avg_pool2d_none", "nn.AdaptiveAvgPool2d((None, 2))", [1, 2, 3, 5]),
    ("adaptive_avg_pool2d_larger", "nn.AdaptiveAvgPool2d(5)", [1, 1, 3, 4]),
    ("adaptive_avg_pool2d_same", "nn.AdaptiveAvgPool2d((6, 6))", [1, 1, 6, 6]),
]

NORMS = [
    ("batch_norm1d", "nn.BatchNorm1d(3)", [5, 3]),
    ("batch_norm1d_3d", "nn.BatchNorm1d(3)", [4, 3, 5]),
    ("batch_norm1d_eval", "nn.BatchNorm1d(3).eval()", [5, 3]),
    ("batch_norm1d_no_affine", "nn.BatchNorm1d(2, affine=False)", [4, 2]),
    ("batch_norm2d", "nn.BatchNorm2d(3)", [2, 3, 4, 3]),
    ("batch_norm2d_eval", "nn.BatchNorm2d(3).eval()", [2, 3, 4, 3]),
    ("batch_norm2d_momentum_eps", "nn.BatchNorm2d(2, eps=0.01, momentum=0.3)", [3, 2, 2, 2]),
    ("batch_norm2d_cumulative", "nn.BatchNorm2d(2, momentum=None)", [3, 2, 2, 2]),
    ("batch_norm2d_no_stats", "nn.BatchNorm2d(2, track_running_stats=False)", [3, 2, 2, 2]),
    ("batch_norm2d_no_stats_eval", "nn.BatchNorm2d(2, track_running_stats=False).eval()", [3, 2, 2, 2]),
    ("layer_norm", "nn.LayerNorm(4)", [3, 4]),
    ("layer_norm_two_dims", "nn.LayerNorm([3, 4])", [2, 2, 3, 4]),
    ("layer_norm_eps", "nn.LayerNorm(5, eps=0.1)", [2, 3, 5]),
    ("layer_norm_no_affine", "nn.LayerNorm(4, elementwise_affine=False)", [3, 4]),
    ("group_norm", "nn.GroupNorm(2, 6)", [2, 6, 3, 4]),
    ("group_norm_one", "nn.GroupNorm(1, 5, eps=0.01)", [2, 5, 2, 3]),
    ("group_norm_each", "nn.GroupNorm(3, 3)", [2, 3, 4, 2]),
    ("group_norm_no_affine", "nn.GroupNorm(2, 4, affine=False)", [3, 4, 2, 2]),
    ("group_norm_2d", "nn.GroupNorm(2, 6)", [3, 6]),
    ("group_norm_3d", "nn.GroupNorm(3, 6)", [2, 6, 4]),
    ("group_norm_5d", "nn.GroupNorm(2, 4)", [1, 4, 2, 3, 2]),
    ("group_norm_eval", "nn.GroupNorm(2, 4).eval()", [2, 4, 3, 2]),
    ("instance_norm1d", "nn.InstanceNorm1d(3)", [2, 3, 5]),
    ("instance_norm1d_affine", "nn.InstanceNorm1d(3, affine=True)", [2, 3, 5]),
    ("instance_norm1d_unbatched", "nn.InstanceNorm1d(3, affine=True, track_running_stats=True)", [3, 5]),
    ("instance_norm2d", "nn.InstanceNorm2d(3)", [2, 3, 4, 3]),
    ("instance_norm2d_eval", "nn.InstanceNorm2d(3, eps=0.1, affine=True).eval()", [2, 3, 4, 3]),
    ("instance_norm2d_stats", "nn.InstanceNorm2d(3, affine=True, track_running_stats=True)", [3, 3, 2, 4]),
    ("instance_norm2d_stats_momentum", "nn.InstanceNorm2d(2, momentum=0.3, track_running_stats=True)", [2, 2, 3, 3]),
    ("instance_norm2d_stats_eval", "nn.InstanceNorm2d(3, affine=True, track_running_stats=True).eval()", [2, 3, 2, 4]),
    ("instance_norm2d_unbatched", "nn.InstanceNorm2d(3)", [3, 4, 2]),
]

RESAMPLING = [
    ("zero_pad2d", "nn.ZeroPad2d(1)", [2, 2, 3, 4]),
    ("zero_pad2d_sides", "nn.ZeroPad2d((1, 2, 0, 3))", [1, 2, 3, 4]),
    ("zero_pad2d_cut", "nn.ZeroPad2d((-1, 2, 1, -1))", [1, 2, 3, 4]),
    ("constant_pad1d", "nn.ConstantPad1d(2, 0.5)", [2, 2, 3]),
    ("constant_pad2d", "nn.ConstantPad2d((1, 0, 2, 1), -1.5)", [1, 2, 2, 3]),
    ("reflection_pad1d", "nn.ReflectionPad1d((2, 1))", [2, 2, 4]),
    ("reflection_pad2d", "nn.ReflectionPad2d(1)", [1, 2, 3, 4]),
    ("reflection_pad2d_sides", "nn.ReflectionPad2d((3, 0, 1, 2))", [1, 1, 3, 4]),
    ("replication_pad1d", "nn.ReplicationPad1d(3)", [1, 2, 2]),
    ("replication_pad2d", "nn.ReplicationPad2d((2, 1, 0, 3))", [2, 1, 2, 3]),
    ("upsample_nearest", "nn.Upsample(scale_factor=2)", [1, 2, 2, 3]),
    ("upsample_nearest_size", "nn.Upsample(size=(5, 7))", [2, 1, 3, 4]),
    ("upsample_nearest_down", "nn.Upsample(size=3)", [1, 1, 7, 5]),
    ("upsample_nearest_fraction", "nn.Upsample(scale_factor=1.7)", [1, 2, 5, 4]),
    ("upsample_bilinear", "nn.Upsample(scale_factor=2, mode='bilinear')", [1, 2, 3, 4]),
    ("upsample_bilinear_size", "nn.Upsample(size=(5, 7), mode='bilinear')", [2, 2, 3, 4]),
    ("upsample_bilinear_down", "nn.Upsample(size=(2, 3), mode='bilinear')", [1, 1, 5, 7]),
    ("upsample_bilinear_fraction", "nn.Upsample(scale_factor=2.3, mode='bilinear')", [1, 2, 3, 4]),
    ("upsample_bilinear_corners", "nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)", [1, 2, 3, 4]),
    ("upsample_bilinear_corners_one", "nn.Upsample(size=(1, 5), mode='bilinear', align_corners=True)", [1, 1, 4, 3]),
    ("pixel_shuffle", "nn.PixelShuffle(2)", [2, 8, 2, 3]),
    ("pixel_shuffle_unbatched", "nn.PixelShuffle(3)", [9, 2, 1]),
    ("pixel_unshuffle", "nn.PixelUnshuffle(2)", [1, 2, 4, 6]),
    ("adaptive_max_pool2d", "nn.AdaptiveMaxPool2d(2)", [2, 2, 4, 6]),
    ("adaptive_max_pool2d_uneven", "nn.AdaptiveMaxPool2d((3, 4))", [1, 2, 5, 7]),
    ("adaptive_max_pool2d_none", "nn.AdaptiveMaxPool2d((None, 2))", [1, 2, 3, 5]),
    ("adaptive_max_pool2d_larger", "nn.AdaptiveMaxPool2d(5)", [1, 1, 3, 4]),
    ("adaptive_max_pool2d_unbatched", "nn.AdaptiveMaxPool2d((1, 3))", [2, 3, 4]),
]

OTHERS = [
    ("linear", "nn.Linear(4, 3)", [5, 4]),
    ("linear_no_bias", "nn.Linear(4, 3, bias=False)", [2, 4]),
    ("linear_1d", "nn.Linear(4, 3)", [4]),
    ("linear_4d", "nn.Linear(3, 2)", [2, 2, 3, 3]),
    ("relu", "nn.ReLU()", [3, 5]),
    ("leaky_relu", "nn.LeakyReLU()", [3, 5]),
    ("leaky_relu_slope", "nn.LeakyReLU(0.2)", [3, 5]),
    ("sigmoid", "nn.Sigmoid()", [3, 5]),
    ("tanh", "nn.Tanh()", [3, 5]),
    ("gelu", "nn.GELU()", [3, 5]),
    ("gelu_tanh", "nn.GELU(approximate='tanh')", [3, 5]),
    ("softmax", "nn.Softmax(dim=1)", [3, 5]),
    ("softmax_dim0", "nn.Softmax(dim=0)", [3, 5]),
    ("softmax_last_of_4", "nn.Softmax(dim=-1)", [2, 2, 2, 3]),
    ("softmax_middle", "nn.Softmax(dim=1)", [2, 3, 4]),
    ("log_softmax", "nn.LogSoftmax(dim=1)", [3, 5]),
    ("log_softmax_middle", "nn.LogSoftmax(dim=1)", [2, 3, 4]),
    ("identity", "nn.Identity()", [2, 3]),
    ("flatten", "nn.Flatten()", [2, 3, 2, 2]),
    ("flatten_range", "nn.Flatten(0, 1)", [2, 3, 4]),
    ("dropout_eval", "nn.Dropout(0.5).eval()", [2, 3]),
    ("embedding", "nn.Embedding(5, 3)", torch.tensor([[0, 2, 2], [4, 1, 0]])),
    ("embedding_padding", "nn.Embedding(5, 3, padding_idx=2)", torch.tensor([[0, 2, 2], [4, 1, 0]])),
    ("embedding_0d", "nn.Embedding(4, 2)", torch.tensor(3)),
    ("prelu", "nn.PReLU()", [3, 5]),
    ("prelu_channels", "nn.PReLU(3, init=0.5)", [2, 3, 2, 2]),
    ("prelu_1d", "nn.PReLU()", [4]),
    ("glu", "nn.GLU()", [3, 6]),
    ("glu_channels", "nn.GLU(dim=1)", [2, 4, 2, 3]),
    ("sequential", "nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.BatchNorm2d(2), nn.ReLU(), nn.MaxPool2d(2), "
                   "nn.Flatten(), nn.Linear(8, 3))", [2, 1, 4, 4]),
]


def fill(module):
    """Short decimals for every parameter and buffer; variances stay positive."""
    for key, value in module.state_dict().items():
        if not value.is_floating_point():
            continue
        drawn = rounded(torch.randn(value.shape, dtype=torch.float64) * 0.5)
        value.copy_(drawn.abs() + 0.5 if "var" in key else drawn)


def case(name, layer, spec):
    torch.manual_seed(0)
    module = eval(layer, {"nn": nn}).double()
    fill(module)
    state = {k: tensor(v) for k, v in module.state_dict().items()}
    calls = []
    for _ in range(2 if "Norm" in layer and "eval" not in layer and "Layer" not in layer else 1):
        x = spec if isinstance(spec, torch.Tensor) else normal(*spec)
        y = module(x)
        leaves = dict(module.named_parameters())
        if x.requires_grad:
            leaves["input"] = x
        call = dict(input=tensor(x), output=tensor(y))
        weights, grads = grads_of([y], list(leaves.values())) if leaves else ([], [])
        if weights:
            call["grad_output"] = tensor(weights[0])
            call["grads"] = {k: tensor(g) for k, g in zip(leaves, grads)}
        if any(True for _ in module.buffers()):
            call["state"] = {k: tensor(v) for k, v in module.state_dict().items() if k not in leaves}
        calls.append(call)
    return dict(name=name, layer=layer, training=module.training, repr=repr(module), state=state, calls=calls)


def main():
    for file, table in (("convolutions", CONVOLUTIONS), ("transposed_convolutions", TRANSPOSED), ("pools", POOLS), ("norms", NORMS), ("resampling", RESAMPLING), ("layers", OTHERS)):
        write(file, [case(*row) for row in table])


main()
