"""Golden tensors of torch.nn.init, calculate_gain, and every layer's default initialisation."""
import torch
from torch import nn
from torch.nn import init

from golden import tensor, write

CALLS = [
    # name, shape, call on w
    ("uniform", [3, 4], "init.uniform_(w)"),
    ("uniform_range", [5], "init.uniform_(w, -0.2, 0.6)"),
    ("normal", [3, 3], "init.normal_(w)"),
    ("normal_mean_std", [4, 5], "init.normal_(w, 1.0, 0.02)"),
    ("trunc_normal", [4, 6], "init.trunc_normal_(w)"),
    ("trunc_normal_narrow", [4, 6], "init.trunc_normal_(w, mean=0.5, std=0.8, a=0.0, b=1.0)"),
    ("trunc_normal_vit", [3, 5], "init.trunc_normal_(w, std=0.02)"),
    ("constant", [2, 3], "init.constant_(w, 0.3)"),
    ("ones", [2, 3], "init.ones_(w)"),
    ("zeros", [2, 3], "init.zeros_(w)"),
    ("eye", [3, 4], "init.eye_(w)"),
    ("dirac_3d", [4, 2, 3], "init.dirac_(w)"),
    ("dirac_4d", [2, 3, 3, 3], "init.dirac_(w)"),
    ("dirac_4d_even", [3, 3, 2, 4], "init.dirac_(w)"),
    ("dirac_5d", [2, 2, 1, 3, 3], "init.dirac_(w)"),
    ("dirac_groups", [6, 2, 3, 3], "init.dirac_(w, groups=3)"),
    ("xavier_uniform", [3, 5], "init.xavier_uniform_(w)"),
    ("xavier_uniform_gain", [3, 2, 3, 3], "init.xavier_uniform_(w, gain=init.calculate_gain('relu'))"),
    ("xavier_normal", [4, 5], "init.xavier_normal_(w)"),
    ("xavier_normal_gain", [2, 3, 3], "init.xavier_normal_(w, gain=5 / 3)"),
    ("kaiming_uniform", [3, 5], "init.kaiming_uniform_(w)"),
    ("kaiming_uniform_fan_out_relu", [3, 2, 3, 3], "init.kaiming_uniform_(w, mode='fan_out', nonlinearity='relu')"),
    ("kaiming_uniform_a", [3, 5], "init.kaiming_uniform_(w, a=5 ** 0.5)"),
    ("kaiming_normal", [4, 5], "init.kaiming_normal_(w)"),
    ("kaiming_normal_fan_out_relu", [3, 2, 3, 3], "init.kaiming_normal_(w, mode='fan_out', nonlinearity='relu')"),
    ("kaiming_normal_fan_in_tanh", [2, 3], "init.kaiming_normal_(w, mode='fan_in', nonlinearity='tanh')"),
    ("kaiming_normal_leaky", [2, 3, 3], "init.kaiming_normal_(w, a=0.2, nonlinearity='leaky_relu')"),
    ("orthogonal_square", [4, 4], "init.orthogonal_(w)"),
    ("orthogonal_tall", [6, 3], "init.orthogonal_(w)"),
    ("orthogonal_wide", [3, 6], "init.orthogonal_(w, gain=2.0)"),
    ("orthogonal_4d", [3, 2, 2, 2], "init.orthogonal_(w)"),
    ("sparse", [6, 4], "init.sparse_(w, sparsity=0.4)"),
    ("sparse_std", [10, 3], "init.sparse_(w, sparsity=0.1, std=0.5)"),
]

GAINS = [("linear", None), ("conv1d", None), ("conv2d", None), ("conv3d", None), ("conv_transpose1d", None),
         ("conv_transpose2d", None), ("conv_transpose3d", None), ("sigmoid", None), ("tanh", None), ("relu", None),
         ("leaky_relu", None), ("leaky_relu", 0.2), ("leaky_relu", 5 ** 0.5), ("selu", None)]

LAYERS = [
    ("linear", "nn.Linear(5, 3)"),
    ("linear_no_bias", "nn.Linear(4, 4, bias=False)"),
    ("conv1d", "nn.Conv1d(3, 4, 5)"),
    ("conv2d", "nn.Conv2d(3, 4, 3)"),
    ("conv2d_rectangular", "nn.Conv2d(2, 2, (3, 1), bias=False)"),
    ("conv2d_groups", "nn.Conv2d(4, 6, 3, groups=2)"),
    ("conv2d_depthwise", "nn.Conv2d(4, 4, 3, groups=4)"),
    ("conv_transpose1d", "nn.ConvTranspose1d(3, 4, 5)"),
    ("conv_transpose2d", "nn.ConvTranspose2d(3, 4, 3)"),
    ("conv_transpose2d_groups", "nn.ConvTranspose2d(4, 6, (3, 2), groups=2)"),
    ("conv_transpose2d_no_bias", "nn.ConvTranspose2d(2, 3, 2, bias=False)"),
    ("embedding", "nn.Embedding(5, 4)"),
    ("embedding_padding", "nn.Embedding(5, 4, padding_idx=2)"),
    ("embedding_padding_last", "nn.Embedding(5, 4, padding_idx=-1)"),
    ("batch_norm1d", "nn.BatchNorm1d(3)"),
    ("batch_norm2d", "nn.BatchNorm2d(3)"),
    ("batch_norm2d_no_affine", "nn.BatchNorm2d(3, affine=False)"),
    ("batch_norm2d_no_stats", "nn.BatchNorm2d(3, track_running_stats=False)"),
    ("layer_norm", "nn.LayerNorm([2, 3])"),
    ("group_norm", "nn.GroupNorm(2, 4)"),
    ("instance_norm2d", "nn.InstanceNorm2d(3)"),
    ("instance_norm2d_all", "nn.InstanceNorm2d(3, affine=True, track_running_stats=True)"),
    ("sequential", "nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.ReLU(), nn.Flatten(), nn.Linear(8, 3))"),
]


def main():
    cases = []
    for name, shape, call in CALLS:
        torch.manual_seed(0)
        w = torch.empty(shape)
        with torch.no_grad():
            exec(call, {"init": init, "w": w})
        # One more number shows that the call consumed as much of the stream as PyTorch does.
        cases.append(dict(name=name, call=call, shape=shape, result=tensor(w), next=tensor(torch.rand(1))))
    gains = [dict(name=f"{n}({p})", nonlinearity=n, param=p, gain=init.calculate_gain(n, p)) for n, p in GAINS]
    cases.append(dict(name="calculate_gain", gains=gains))
    for name, layer in LAYERS:
        torch.manual_seed(0)
        module = eval(layer, {"nn": nn})
        state = {k: tensor(v) for k, v in module.state_dict().items()}
        cases.append(dict(name="default_" + name, layer=layer, state=state, next=tensor(torch.rand(1))))
    write("init", cases)


main()
